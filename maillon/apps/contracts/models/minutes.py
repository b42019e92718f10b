from django.db import models

from maillon.kernel.models import Base


class JoinedMinutes(Base):
    """Closed minutes that somebody who was there read again and joins to the evidence of a year."""

    contract = models.ForeignKey("contracts.AciContract", models.CASCADE, related_name="minutes")
    year = models.PositiveSmallIntegerField()
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="+")
    joined_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contract", "year", "meeting"], name="minutes_joined_once"
            ),
        )
