import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_the_desk_that_gave_the_number")]

    operations = [
        migrations.RemoveConstraint("servicerequest", "request_number_once"),
        migrations.AlterField(
            model_name="servicerequest",
            name="received_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="received",
                to="desk.desk",
            ),
        ),
        migrations.AddConstraint(
            "servicerequest",
            models.UniqueConstraint(
                fields=("received_desk", "day", "number"), name="request_number_once"
            ),
        ),
    ]
