"""Contracts noted before their years were opened by the worker: this year is opened at once, and
plans the next.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def plan(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    now = timezone.now()
    job = apps.get_model("kernel", "Job")
    for one in apps.get_model("contracts", "AciContract").objects.filter(ended_on=None):
        job.objects.get_or_create(
            key=f"contracts.year:{one.pk}:{now.year}",
            defaults={
                "kind": "contracts.year", "run_at": now,
                "payload": {"contract": str(one.pk), "year": now.year},
            },
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0006_payments"),
        ("kernel", "0002_heartbeat"),
    ]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
