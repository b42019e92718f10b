from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Call(Base):
    """A telephone call as the switchboard tells it; each moment is written once."""

    desk = models.ForeignKey("desk.Desk", models.CASCADE, related_name="calls")
    key = models.CharField(max_length=80)  # the switchboard's own name for it
    caller_phone = EncryptedTextField(blank=True)  # E.164; forgotten after thirty days
    caller_index = models.CharField(max_length=40, blank=True)
    extension = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey("accounts.Account", models.SET_NULL, null=True, related_name="+")
    heard_at = models.DateTimeField()  # the first word about it
    started_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("accounts.Account", models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)  # an agent opened the intake from it

    class Meta:
        constraints = (models.UniqueConstraint(fields=["desk", "key"], name="call_once"),)
        indexes = (models.Index(fields=["desk", "heard_at"], name="call_by_moment"),)


class Extension(Base):
    """Which telephone of the desk is whose, and in which order they ring."""

    desk = models.ForeignKey("desk.Desk", models.CASCADE, related_name="extensions")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["desk", "number"], name="extension_once"),
            models.UniqueConstraint(fields=["desk", "account"], name="one_extension_each"),
        )
