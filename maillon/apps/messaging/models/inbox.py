from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class InboundMessage(Base):
    """A message received, applied at most once."""

    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=80)
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=40, db_index=True)
    body = EncryptedTextField(blank=True)
    body_index = models.CharField(max_length=40)  # tells the same text under two ids
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    forget_at = models.DateTimeField(null=True, db_index=True)  # null: its words are forgotten

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["provider", "provider_id"], name="inbound_once"),
        )


class OptOut(models.Model):
    """A phone that said STOP; START removes it."""

    phone_index = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField()
