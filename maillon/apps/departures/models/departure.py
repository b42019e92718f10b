from django.db import models

from maillon.kernel.models import Base


class Departure(Base):
    """Somebody leaves from a day on, and who takes over; undone, it keeps its line.

    ``kept``: what stood before, ids and days alone, so that undoing puts it back: the roles of her
    account, the actions and the successions that passed.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="departures")
    successor = models.ForeignKey("structures.Member", models.PROTECT, null=True, related_name="+")
    day = models.DateField()  # the first day without her
    noted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    kept = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(undone_at=None), name="one_departure_stands"
            ),
            models.CheckConstraint(
                name="nobody_succeeds_herself",
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("member")),
            ),
        )
