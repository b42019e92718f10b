from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class TraitRevision(Base):
    """What an identity was before somebody changed it, and why she did."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    author_kind = models.CharField(max_length=12)
    author_id = models.CharField(max_length=60)
    event = models.CharField(max_length=20)  # engines.identity.Event
    status = models.CharField(max_length=5)  # before
    reason = models.CharField(max_length=20)  # vocabulary.REASONS, DOCUMENTS, INS_SOURCES
    traits = EncryptedTextField()  # JSON, before


class PatientMerge(Base):
    """Two files found to be of one person: what was moved, so that it can go back."""

    kept = models.ForeignKey("care.Patient", models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey("care.Patient", models.CASCADE, related_name="merged_as")
    at = models.DateTimeField()
    author_id = models.CharField(max_length=60)
    reason = models.CharField(max_length=20)  # vocabulary.MERGE_REASONS
    moved = models.JSONField()  # [["care.Consent", "patient", [ids]], …]
    referents = models.JSONField(default=dict)  # {open circle: who answered for it}
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="merged_once"
            ),
        )
