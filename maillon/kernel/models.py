"""Tables every capability stands on."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from maillon.kernel import appendonly, chance
from maillon.kernel.fields import EncryptedTextField

__all__ = ["AccessLogEntry", "Base", "Heartbeat", "Job", "Uptime", "Version"]


class Base(models.Model):
    """Application-made UUID: rows with encrypted fields need their key before saving."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)

    class Meta:
        abstract = True


class Version(models.Model):
    """The number of a live page, bumped in the transaction of each change it shows."""

    topic = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField(default=0)


class Heartbeat(models.Model):
    """When a process that nobody looks at last did its part."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()


class Uptime(models.Model):
    """A stretch of time during which the web was there to hear; it moves the end itself."""

    began_at = models.DateTimeField()
    until = models.DateTimeField()


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, now: datetime) -> "JobQuerySet":
        """Neither done nor held by a living lease, most urgent first."""
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        return self.filter(free, done_at=None, failed_at=None, run_at__lte=now).order_by(
            "run_at", "id"
        )


class Job(models.Model):
    """Something to do later, enqueued in the transaction of its cause."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(
                fields=["run_at"],
                name="job_due",
                condition=models.Q(done_at=None, failed_at=None),
            ),
        )


class AccessLogEntry(Base):
    """Who read what about whom, when, on what ground, from where. Append-only."""

    at = models.DateTimeField()
    viewer_kind = models.CharField(max_length=12)
    viewer_id = models.CharField(max_length=60, blank=True)
    organization_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    patient_id = models.UUIDField(null=True, db_index=True)
    relation = models.CharField(max_length=4)
    ground = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    origin = EncryptedTextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["viewer_id", "at"], name="access_by_viewer"),)


appendonly.protect("kernel_accesslogentry")
