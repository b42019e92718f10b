from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="task",
            name="task_has_one_owner",
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("owner_account__isnull", False),
                        ("owner_group", ""),
                        ("owner_group_id", None),
                    ),
                    models.Q(
                        ("owner_account", None),
                        ("owner_group_id__isnull", False),
                        models.Q(("owner_group", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="task_has_one_owner",
            ),
        ),
    ]
