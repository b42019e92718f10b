from django.db import models

from maillon.apps.meetings.vocabulary import Answer, Presence
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Guest(Base):
    """Somebody asked to a meeting, with an account or with a link only."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="guests")
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True)
    name = EncryptedTextField()
    email = EncryptedTextField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    coming = models.BooleanField(null=True)
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.UNKNOWN)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["meeting", "account"], name="guest_once"),)

    @property
    def came(self) -> bool:
        return self.presence in (Presence.PRESENT, Presence.REMOTE)


class DateOption(Base):
    """A moment proposed."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="date_option_once"),
        )


class DateAnswer(Base):
    """What a guest says of a moment; the last word counts."""

    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="answers")
    word = models.CharField(max_length=5, choices=Answer.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["option", "guest"], name="date_answer_once"),
        )
