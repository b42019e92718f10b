from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class HoldingQuerySet(models.QuerySet["Holding"]):
    def of(self, organization_id: UUID) -> "HoldingQuerySet":
        return self.filter(organization_id=organization_id)


class Holding(Base):
    """What a structure holds and looks at again on a day: a contract, an equipment, a processing.

    ``task`` is the reminder of its next date; closed, its act is cancelled and its line stays.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="holdings"
    )
    kind = models.CharField(max_length=12)
    title = EncryptedTextField()
    notes = EncryptedTextField(blank=True)  # JSON of what its kind notes
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    notice_days = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedTextField(blank=True)  # base64
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[HoldingQuerySet] = HoldingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("ends_on", "written_at")
        indexes = (models.Index(fields=["organization", "kind"], name="holding_by_kind"),)
