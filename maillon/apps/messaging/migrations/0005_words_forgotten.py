from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def dated(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What came before is kept as long as what comes after."""
    rows = apps.get_model("messaging", "InboundMessage").objects
    rows.update(forget_at=models.F("received_at") + timedelta(days=30))


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0004_outages"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboundmessage",
            name="forget_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.RunPython(dated, migrations.RunPython.noop),
    ]
