from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class DataReferent(Base):
    """Who answers for the data of a structure (référente données, DPO), from one hour to another.

    She hears of each broken glass and signs it. Naming another ends the one before; nothing is
    rewritten.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="data_referents"
    )
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    phone = EncryptedTextField(blank=True)  # where an SMS reaches her, if she wants one
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(ended_at=None),
                name="one_data_referent",
            ),
            models.CheckConstraint(
                name="data_referent_ends_after",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("named_at")),
            ),
        )
