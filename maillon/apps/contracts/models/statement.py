from django.db import models

from maillon.kernel.models import Base


class KeptStatement(Base):
    """A statement as it was counted one day: facts, revision of the rules, result.

    Counted again from the same facts and rules it gives the same digest.
    """

    contract = models.ForeignKey("contracts.AciContract", models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()  # acts up to that day
    facts = models.JSONField()
    revision = models.CharField(max_length=12)
    result = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)
