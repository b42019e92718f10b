from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, organization_id: UUID) -> "RecordQuerySet":
        return self.filter(organization_id=organization_id)


class Record(Base):
    """A line of a register: what the structure did, on which day, and the paper that proves it.

    ``entry`` is the act in the journal that tells it as it is now; withdrawn, its act is cancelled.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="records"
    )
    kind = models.CharField(max_length=20)
    title = EncryptedTextField()
    day = models.DateField()
    notes = models.JSONField(default=dict)
    media_type = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the document
    content = EncryptedTextField(blank=True)  # base64
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-day", "-written_at")
        indexes = (models.Index(fields=["organization", "kind"], name="record_by_kind"),)


class Signature(Base):
    """Somebody of the team who signed a protocol."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="signatures")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="signatures")
    signed_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "member"], name="signature_once"),)
