from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Payment(Base):
    """What the payer paid for a year, as it came; why it differs, in the structure's words."""

    contract = models.ForeignKey("contracts.AciContract", models.PROTECT, related_name="payments")
    year = models.PositiveSmallIntegerField()
    euros = models.DecimalField(max_digits=9, decimal_places=2)
    received_on = models.DateField()
    words = EncryptedTextField(blank=True)
    noted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("received_on", "noted_at")
        constraints = (
            models.CheckConstraint(name="payment_is_money", condition=models.Q(euros__gt=0)),
        )
