from django.db import models

from maillon.apps.protocols.vocabulary import REASONS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ProtocolException(Base):
    """Once, it was done otherwise: which day, why, what was learnt. Nobody is named."""

    version = models.ForeignKey(
        "protocols.ProtocolVersion", models.PROTECT, related_name="exceptions"
    )
    day = models.DateField()
    reason = models.CharField(max_length=10, choices=[*REASONS.items()])
    what = EncryptedTextField()
    noted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-noted_at")


class ProtocolShare(Base):
    """A neighbouring structure reads this one protocol, from a moment to another."""

    protocol = models.ForeignKey("protocols.Protocol", models.CASCADE, related_name="shares")
    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    shared_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["protocol", "organization"],
                condition=models.Q(ended_at=None),
                name="protocol_shared_once_with_each",
            ),
        )
