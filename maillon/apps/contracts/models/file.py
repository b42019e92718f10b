from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class EvidenceFile(Base):
    """The evidence of a year as it was sent to the payer: frozen, once a year."""

    contract = models.ForeignKey("contracts.AciContract", models.PROTECT, related_name="files")
    year = models.PositiveSmallIntegerField()
    statement = models.OneToOneField("contracts.KeptStatement", models.PROTECT)
    content = EncryptedTextField()  # base64 of the zip
    digest = models.CharField(max_length=64)
    pieces = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contract", "year"], name="evidence_sent_once"),
        )
