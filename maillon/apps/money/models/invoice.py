from django.db import models
from django.db.models import F, Q

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Invoice(Base):
    """A provider's invoice: its number, its sums, its paper; to pay until it is paid."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    line = models.ForeignKey("money.BudgetLine", models.PROTECT, related_name="invoices")
    provider = EncryptedTextField()
    provider_index = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    number_key = models.CharField(max_length=40)  # folded, without spaces
    issued_on = models.DateField()
    due_on = models.DateField()
    gross = models.DecimalField(max_digits=10, decimal_places=2)  # all taxes included
    vat = models.DecimalField(max_digits=10, decimal_places=2)
    agreed = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # hours of presence
    delivered = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedTextField(blank=True)  # base64
    task = models.OneToOneField("tasks.Task", models.PROTECT)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "written_at")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "provider_index", "number_key"],
                condition=Q(withdrawn_at=None), name="invoice_once",
            ),
            models.CheckConstraint(
                name="invoice_sums", condition=Q(gross__gt=0, vat__gte=0, vat__lt=F("gross"))
            ),
        )  # fmt: skip
