from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def standing(self) -> "AttemptQuerySet":
        """Without those taken back because they were noted by mistake."""
        return self.filter(withdrawn_at=None)


class Attempt(Base):
    """An answer that was tried with a person, before Maillon or since: a stay, a help, a referral.

    What it was, for what and with what result is sealed; the days alone are plain.
    """

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="attempts")
    answer = EncryptedTextField()  # a code of signals/habits.yaml
    problem = EncryptedTextField(blank=True)
    goal = EncryptedTextField(blank=True)  # shared with the person at that time
    outcome = EncryptedTextField()  # vocabulary.OUTCOMES
    source = models.CharField(max_length=8)  # vocabulary.SOURCES
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by_kind = models.CharField(max_length=12)
    noted_by_id = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="attempt_ends_after",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
            ),
        )


class RepetitionAside(Base):
    """« Ce n'est pas une répétition »: why, by whom, up to which attempt; it may be taken back."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="asides")
    answer = EncryptedTextField()
    problem = EncryptedTextField(blank=True)  # folded, as the series is told apart
    until_on = models.DateField()  # the last attempt it speaks of: a later one asks again
    reason = models.CharField(max_length=8)  # vocabulary.ASIDES
    words = EncryptedTextField(blank=True)
    said_at = models.DateTimeField()
    said_by_kind = models.CharField(max_length=12)
    said_by_id = models.CharField(max_length=60)
    lifted_at = models.DateTimeField(null=True)
