from django.db import models

from maillon.kernel.models import Base


class Erasure(Base):
    """A file to be erased: asked for, undone within its delay, or done. Ids and counts only."""

    class Ground(models.TextChoices):
        PERSON = "person", "demandé par la personne"
        RETENTION = "retention", "fin de la durée de conservation"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="erasures")
    ground = models.CharField(max_length=9, choices=Ground.choices)
    asked_at = models.DateTimeField()
    asked_by_kind = models.CharField(max_length=12)
    asked_by_id = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # what was erased: kind → how many

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="erasure_ends_once",
                condition=models.Q(undone_at=None) | models.Q(done_at=None),
            ),
        )
