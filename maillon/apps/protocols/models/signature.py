from django.db import models

from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ProtocolSignature(Base):
    """Somebody asked to sign a version; ``signed_on`` once she did, by her account or on paper.

    A member of the team, or somebody of another house by her name.
    """

    class Way(models.TextChoices):
        ASKED = "", "attendue"
        ACCOUNT = "account", "par son compte"
        PAPER = "paper", "sur papier"

    version = models.ForeignKey(
        "protocols.ProtocolVersion", models.CASCADE, related_name="signatures"
    )
    member = models.ForeignKey("structures.Member", models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(blank=True)  # of somebody who is no member
    house = EncryptedTextField(blank=True)  # hers
    profession = models.CharField(max_length=4, choices=[*PROFESSIONS.items()])
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    signed_on = models.DateField(null=True)
    noted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the scan
    content = EncryptedTextField(blank=True)  # base64
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["version", "member"], name="protocol_signed_once_by_each"
            ),
            models.CheckConstraint(
                name="protocol_signature_has_its_day",
                condition=models.Q(way="", signed_on=None)
                | (models.Q(signed_on__isnull=False) & ~models.Q(way="")),
            ),
        )
