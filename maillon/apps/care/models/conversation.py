from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Conversation(Base):
    """One subject talked about around a person, under one theme: who reads the theme reads it."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="conversations")
    theme = models.CharField(max_length=12)  # vocabulary.THEMES
    subject = EncryptedTextField(blank=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()  # of its last message, or of a correction

    class Meta:
        indexes = (models.Index(fields=["patient", "-last_at"], name="conversation_latest"),)


class Communication(Base):
    """One message of a conversation; by whom, as which member. Corrected in the open, or withdrawn
    by its author: never changed in silence.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    member = models.ForeignKey("care.CareTeamMember", models.PROTECT, related_name="+")
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, related_name="+"
    )  # null: by a signed link, without account
    text = EncryptedTextField()
    sent_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # its last correction
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["conversation", "sent_at"], name="message_in_order"),)


class CommunicationVersion(Base):
    """What a message said before it was corrected."""

    communication = models.ForeignKey(Communication, models.CASCADE, related_name="versions")
    text = EncryptedTextField()
    replaced_at = models.DateTimeField()


class Attachment(Base):
    """A document joined to a message: sniffed, sealed in the database, never under the web root."""

    communication = models.ForeignKey(Communication, models.CASCADE, related_name="attachments")
    name = EncryptedTextField()
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the document
    content = EncryptedTextField()  # base64
    added_at = models.DateTimeField()


class Mention(Base):
    """A member asked by name to read a message: by a task where she has an account, else by a
    signed link of her own, hashed here, that opens this conversation and no other.
    """

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="mentions")
    communication = models.ForeignKey(Communication, models.PROTECT, related_name="mentions")
    member = models.ForeignKey("care.CareTeamMember", models.PROTECT, related_name="mentions")
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)  # the SMS that bore the link did not arrive
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, blank=True)  # answered, read, withdrawn

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["communication", "member"], name="mentioned_once"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="one_message_link"
            ),
            models.CheckConstraint(
                name="settled_mention_says_how",
                condition=models.Q(settled_at=None, outcome="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(outcome="")),
            ),
        )


class ReadMark(Base):
    """Until when somebody said that she had read a conversation."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="read_marks")
    read_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "conversation"], name="one_read_mark"),
        )
