from typing import ClassVar

from django.db import models

from maillon.apps.posts.vocabulary import KINDS, ORIGINS, TASKS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base

TASK_CHOICES = [(code, task.label) for code, task in TASKS.items()]


class TimeQuerySet(models.QuerySet["CoordinationTime"]):
    def standing(self) -> "TimeQuerySet":
        """Neither taken back nor counted from a meeting whose act was cancelled."""
        return self.filter(withdrawn_at=None, meeting__cancelled_by=None)


class CoordinationTime(Base):
    """Minutes that somebody spent coordinating a structure.

    A line is never changed: a correction takes it back and writes another that follows it.
    ``entry`` is its act in the journal; ``meeting`` the act of the meeting it counts.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[*KINDS.items()])
    task = models.CharField(max_length=12, choices=TASK_CHOICES)
    words = EncryptedTextField(blank=True)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True)  # of a timer or a meeting; a click has no hour
    origin = models.CharField(max_length=8, choices=[*ORIGINS.items()])
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    meeting = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[TimeQuerySet] = TimeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-day", "-written_at")
        constraints = (
            models.CheckConstraint(
                name="time_is_of_one_day",
                condition=models.Q(minutes__gte=1, minutes__lte=1440),
            ),
            models.UniqueConstraint(
                fields=["account", "meeting"],
                condition=models.Q(withdrawn_at=None),
                name="meeting_counted_once",
            ),
        )
        indexes = (
            models.Index(fields=["organization", "day"], name="time_by_structure"),
            models.Index(fields=["account", "day"], name="time_by_account"),
        )


class RunningTimer(Base):
    """The one timer somebody has running; it lives here and not in her browser."""

    account = models.OneToOneField("accounts.Account", models.PROTECT, related_name="+")
    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[*KINDS.items()])
    task = models.CharField(max_length=12, choices=TASK_CHOICES)
    words = EncryptedTextField(blank=True)
    started_at = models.DateTimeField()


class AsideMeeting(Base):
    """A meeting offered that she does not count: proposed no more, until she says otherwise."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    meeting = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "meeting"], name="meeting_aside_once"),
        )
