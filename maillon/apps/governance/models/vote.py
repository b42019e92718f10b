from django.db import models

from maillon.apps.governance.vocabulary import CHOICES, RESULTS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Motion(Base):
    """A question put to a body and what came out, with the rule of that day.

    Secret, it keeps who was there and how many voices: no row tells whose they are.
    """

    body = models.ForeignKey("governance.GoverningBody", models.PROTECT, related_name="motions")
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, null=True, related_name="+")
    text = EncryptedTextField()
    day = models.DateField()
    secret = models.BooleanField()
    eligible = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    yes = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    majority = models.CharField(max_length=12)
    result = models.CharField(max_length=12, choices=[*RESULTS.items()])
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-written_at")
        constraints = (
            models.CheckConstraint(
                name="motion_counts_each_voice",
                condition=models.Q(
                    present=models.F("yes") + models.F("no") + models.F("abstain"),
                    eligible__gte=models.F("present"),
                ),
            ),
        )


class Attendance(Base):
    """Somebody who was there and voted; nothing of what she voted."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="attendances")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["motion", "member"], name="attendance_once"),
        )  # fmt: skip


class Ballot(Base):
    """A voice given by name; a secret motion has none."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="ballots")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=[*CHOICES.items()])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["motion", "member"], name="ballot_once"),
        )  # fmt: skip
