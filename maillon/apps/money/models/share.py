from django.db import models
from django.db.models import Q

from maillon.apps.money.vocabulary import KEYS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ShareOut(Base):
    """A sum shared between members by a key; its parts add up to it, to the cent."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    label = EncryptedTextField()
    euros = models.DecimalField(max_digits=10, decimal_places=2)
    key = models.CharField(max_length=8, choices=[*KEYS.items()])
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (models.CheckConstraint(name="share_is_positive", condition=Q(euros__gt=0)),)


class SharePart(Base):
    """A member's part, and the weight it was counted with."""

    share_out = models.ForeignKey(ShareOut, models.PROTECT, related_name="parts")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    weight = models.DecimalField(max_digits=12, decimal_places=2)
    euros = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["share_out", "member"], name="part_once"),)
