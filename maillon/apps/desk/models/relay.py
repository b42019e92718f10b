from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Relay(Base):
    """A request passed on: to a colleague, to a shift, to another desk; with a word."""

    class Cause(models.TextChoices):
        GIVEN = "given", "confiée"
        SIGNED_OFF = "signed_off", "fin de garde"
        CLOSING = "closing", "fermeture du poste"
        OPENING = "opening", "réouverture du poste"

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="relays")
    from_desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="+")
    to_desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="+")
    from_account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, related_name="+"
    )
    to_account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    to_shift = models.ForeignKey("desk.DeskShift", models.PROTECT, null=True, related_name="+")
    cause = models.CharField(max_length=12, choices=Cause.choices)
    word = EncryptedTextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["request", "at"], name="relay_by_request"),
            models.Index(fields=["from_desk", "at"], name="relay_by_giver"),
        )


class Presence(models.Model):
    """Who sits at a desk now, and which request she has before her; gone after a silence."""

    desk = models.ForeignKey("desk.Desk", models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    request = models.ForeignKey("desk.ServiceRequest", models.SET_NULL, null=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["desk", "account"], name="one_presence_per_desk"),
        )


class Sitting(models.Model):
    """Somebody sat at a desk, from then until then; kept as long as the journal.

    A row for a sitting and not for each sign of life: the end is moved about once a minute.
    """

    desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["desk", "until"], name="sitting_by_desk"),)
        constraints = (
            models.CheckConstraint(
                name="sitting_ends_after_it_began",
                condition=models.Q(until__gte=models.F("began_at")),
            ),
        )
