from django.db import models

from maillon.apps.mediation.vocabulary import OUTCOMES
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Mediation(Base):
    """A disagreement between professionals of a structure, and who helps them out of it."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    mediator = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    subject = EncryptedTextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=[*OUTCOMES.items()], blank=True)

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                name="mediation_closed_has_an_outcome",
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
            ),
        )


class MediationParty(Base):
    """Somebody whom it concerns."""

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="parties")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["mediation", "account"], name="mediation_party_once"),
        )


class MediationNote(Base):
    """What one of them wrote, for the others of this mediation."""

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="notes")
    author = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    words = EncryptedTextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at",)
