from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0016_closed_days"),
    ]

    operations = [
        migrations.RenameField(model_name="need", old_name="relieves", new_name="replaces"),
    ]
