from typing import Any

from django.db import migrations, models


def remember(apps: Any, schema_editor: Any) -> None:
    """Until now a request stayed where its number was given."""
    apps.get_model("desk", "ServiceRequest").objects.filter(received_desk=None).update(
        received_desk=models.F("desk")
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_relays_presence_rules_and_answers")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
