from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class PayerWord(Base):
    """What was said of one commitment of a sent file: by the payer's reader, or by the structure.

    Never edited; the reader's last word counts. ``task``: what it asks of the structure.
    """

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "accepté"
        QUESTION = "question", "question posée"
        REFUSED = "refused", "refusé"
        REPLY = "reply", "réponse de la structure"
        NOTED = "noted", "pris acte par la structure"

    file = models.ForeignKey("contracts.EvidenceFile", models.PROTECT, related_name="words")
    indicator = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = EncryptedTextField(blank=True)
    position = models.PositiveSmallIntegerField()  # among the words on this file
    said_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["file", "position"], name="payer_word_in_its_place"),
        )
        indexes = (models.Index(fields=["file", "indicator"], name="word_by_indicator"),)
