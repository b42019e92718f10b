from datetime import datetime
from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def due(self, now: datetime) -> "OutboxQuerySet":
        """Waiting and sendable now, oldest first."""
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        return self.filter(free, state="queued", not_before__lte=now).order_by("not_before", "id")

    def stranded(self, now: datetime) -> "OutboxQuerySet":
        """Handed to a provider by somebody who never came back to say what happened."""
        return self.filter(state="sending", leased_until__lte=now).order_by("leased_until", "id")


class OutboxMessage(Base):
    """A message that leaves if and only if its row was committed.

    ``sending`` is written before the provider is called; a worker killed in between
    leaves ``sending`` behind, which is reconciled with the provider and never blindly
    sent again.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "à envoyer"
        SENDING = "sending", "en cours d’envoi"
        SENT = "sent", "remis à l’opérateur"
        DELIVERED = "delivered", "reçu par le téléphone"
        FAILED = "failed", "non remis"
        CANCELLED = "cancelled", "annulé"

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    template = models.CharField(max_length=40)
    params = models.JSONField(default=dict)  # closed template: typed values, no free text
    secret = EncryptedTextField(blank=True)  # the one-tap token, never stored in clear
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120)  # idempotency
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    called_off = models.BooleanField(default=False)  # taken back: never tried again
    attempts = models.PositiveSmallIntegerField(default=0)
    provider = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    objects: ClassVar[OutboxQuerySet] = OutboxQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        # Named here, not on the fields: nothing asks how they begin, and PostgreSQL would keep a
        # second index of each for that.
        constraints = (models.UniqueConstraint(fields=["key"], name="outbox_key_once"),)
        indexes = (
            models.Index(fields=["phone_index"], name="outbox_phone"),
            models.Index(fields=["provider_id"], name="outbox_provider_id"),
            models.Index(
                fields=["not_before"], name="outbox_due", condition=models.Q(state="queued")
            ),
            models.Index(
                fields=["leased_until"],
                name="outbox_stranded",
                condition=models.Q(state="sending"),
            ),
            models.Index(fields=["about_kind", "about_id"], name="outbox_about"),
        )
