from django.db import models

from maillon.kernel import appendonly
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Consent(Base):
    """One word of the person about sharing: informed, recognised, agreed, opposed. Never edited:
    another word follows it.
    """

    class Kind(models.TextChoices):
        INFORMED = "informed", "est informée du partage"
        RECOGNISED = "recognised", "le reconnaît comme membre de son équipe de soins"
        AGREED = "agreed", "est d’accord"
        OPPOSED = "opposed", "s’oppose"

    class Means(models.TextChoices):
        VOICE = "voice", "de vive voix"
        PHONE = "phone", "par téléphone"
        PAPER = "paper", "sur papier"
        LINK = "link", "par son lien personnel"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="words")
    member = models.ForeignKey(
        "care.CareTeamMember", models.CASCADE, null=True, related_name="words"
    )  # null: about all sharing
    kind = models.CharField(max_length=10, choices=Kind.choices)
    themes = models.JSONField(default=list)  # narrows an agreement
    representative = models.ForeignKey("care.RelatedPerson", models.PROTECT, null=True)
    means = models.CharField(max_length=5, choices=Means.choices)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_kind = models.CharField(max_length=12)
    recorded_by_id = models.CharField(max_length=60)

    class Meta:
        indexes = (models.Index(fields=["patient", "kind"], name="word_by_patient"),)


appendonly.protect_columns(
    "care_consent", "kind", "themes", "means", "said_at", "recorded_at", "recorded_by_kind",
    "recorded_by_id",
)  # fmt: skip
appendonly.protect_columns("care_consentproof", "media_type", "size", "digest")


class ConsentProof(Base):
    """The paper she signed, as it was scanned."""

    consent = models.OneToOneField(Consent, models.CASCADE, related_name="proof")
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the document
    content = EncryptedTextField()  # base64
    added_at = models.DateTimeField()


class PersonLink(Base):
    """The way in of the person, or of who represents her: one secret, one file."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="links")
    representative = models.ForeignKey("care.RelatedPerson", models.CASCADE, null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class BreakGlass(Base):
    """An access taken without the ordinary grounds, for an hour, that somebody else reviews."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="glasses")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="glasses")
    reason = models.CharField(max_length=16)  # vocabulary.GLASS_REASONS
    text = EncryptedTextField()
    vital = models.BooleanField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    task = models.OneToOneField("tasks.Task", models.PROTECT)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, related_name="reviews"
    )
    outcome = models.CharField(max_length=12, blank=True)  # justified, abuse

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="glass_reviewed_by_another",
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("account")),
            ),
        )
