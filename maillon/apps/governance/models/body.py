from datetime import date

from django.db import models

from maillon.apps.governance.vocabulary import BODIES, MAJORITIES, SEATS, VOTERS
from maillon.kernel.models import Base


class GoverningBody(Base):
    """A body that decides, by the rule its team entered: who votes, quorum, majority."""

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="governing_bodies"
    )
    kind = models.CharField(max_length=12, choices=[*BODIES.items()])
    name = models.CharField(max_length=120)
    voters = models.CharField(max_length=12, choices=[*VOTERS.items()])
    quorum_percent = models.PositiveSmallIntegerField()
    majority = models.CharField(max_length=12, choices=[*MAJORITIES.items()])
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("opened_at",)
        constraints = (
            models.CheckConstraint(
                name="body_quorum_is_a_share", condition=models.Q(quorum_percent__lte=100)
            ),
        )


class Mandate(Base):
    """A seat held by a member of the team between two days; its end is somebody's task before."""

    body = models.ForeignKey(GoverningBody, models.PROTECT, related_name="mandates")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")
    seat = models.CharField(max_length=12, choices=[*SEATS.items()])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day without it
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )

    def runs_on(self, day: date) -> bool:
        """Whether the seat is held that day."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)
