from datetime import date

from django.db import models

from maillon.apps.governance.vocabulary import PARTNERS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Commitment(Base):
    """What the structure promised to a partner, by when; its task is the structure's."""

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="commitments"
    )
    partner = models.CharField(max_length=8, choices=[*PARTNERS.items()])
    text = EncryptedTextField()
    made_on = models.DateField()
    due_on = models.DateField()
    kept_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("due_on",)
        constraints = (
            models.CheckConstraint(
                name="commitment_kept_or_dropped",
                condition=models.Q(kept_on=None) | models.Q(dropped_at=None),
            ),
        )

    def state(self, today: date) -> str:
        """kept, kept_late, dropped, late or running."""
        if self.dropped_at is not None:
            return "dropped"
        if self.kept_on is not None:
            return "kept" if self.kept_on <= self.due_on else "kept_late"
        return "late" if self.due_on < today else "running"
