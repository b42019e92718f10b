from django.db import models


class Receipt(models.Model):
    """What a gateway said of a message, kept as said (SMS-5).

    It may come before we have written down that the message left: it waits then,
    unsettled, until the message is known.
    """

    class Status(models.TextChoices):
        TAKEN = "taken", "pris par l’opérateur"
        DELIVERED = "delivered", "reçu par le téléphone"
        FAILED = "failed", "non remis"

    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=80)
    key = models.CharField(max_length=120, blank=True)  # ours, where the gateway repeats it
    status = models.CharField(max_length=10, choices=Status.choices)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "provider_id", "status"], name="receipt_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["received_at"],
                name="receipt_unsettled",
                condition=models.Q(settled_at=None),
            ),
        )
