from django.db import models

from maillon.apps.care.irritants import LONGEST
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Irritant(Base):
    """What keeps coming back in the work of a professional: never about a person."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="irritants")
    kind = models.CharField(max_length=12)  # irritants.KINDS
    minutes = models.PositiveSmallIntegerField()
    frequency = models.CharField(max_length=8)  # irritants.FREQUENCIES
    words = EncryptedTextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="irritant_lasts", condition=models.Q(minutes__gte=1, minutes__lte=LONGEST)
            ),
        )
        indexes = (models.Index(fields=["organization", "at"], name="irritant_by_structure"),)
