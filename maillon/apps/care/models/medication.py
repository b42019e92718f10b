from django.db import models

from maillon.kernel.chance import new_id
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class MedicationReview(Base):
    """What a GP and a pharmacist look at together for a person; once concluded, never changed:
    ``digest`` tells if it was. ``task`` is the next one, owed.
    """

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="medication_reviews")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    status = models.CharField(max_length=12, default="in-progress")  # medication_vocabulary.STATES
    question = EncryptedTextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by_kind = models.CharField(max_length=12)
    opened_by_id = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True)
    closed_by_kind = models.CharField(max_length=12, blank=True)
    closed_by_id = models.CharField(max_length=60, blank=True)
    stop_reason = models.CharField(max_length=12, blank=True)  # medication_vocabulary.STOPS
    conclusion = EncryptedTextField(blank=True)
    plain = EncryptedTextField(blank=True)  # what changes for the person, in her words
    recheck_on = models.DateField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)
    digest = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["patient"], condition=models.Q(status="in-progress"),
                name="one_open_medication_review",
            ),
            models.CheckConstraint(
                name="medication_review_closed_once",
                condition=models.Q(status="in-progress", closed_at=None, digest="", recheck_on=None)
                | models.Q(status="stopped", closed_at__isnull=False, recheck_on=None)
                & ~models.Q(stop_reason="")
                | models.Q(status="completed", closed_at__isnull=False, recheck_on__isnull=False)
                & ~models.Q(digest=""),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["patient", "opened_at"], name="medication_by_person"),)


class MedicationStatement(Base):
    """A treatment as somebody says it is taken. A correction is another row under the same key:
    ``ended_at`` alone moves, once.
    """

    review = models.ForeignKey(MedicationReview, models.CASCADE, related_name="lines")
    key = models.UUIDField(default=new_id)  # the same treatment from row to row, review to review
    position = models.PositiveSmallIntegerField()
    name = EncryptedTextField()
    dose = EncryptedTextField(blank=True)
    timing = EncryptedTextField(blank=True)
    prescriber = EncryptedTextField(blank=True)
    source = models.CharField(max_length=12)  # medication_vocabulary.SOURCES
    said_at = models.DateTimeField()
    said_by_kind = models.CharField(max_length=12)
    said_by_id = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)  # ended, and no other row follows

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["review", "key"], condition=models.Q(ended_at=None),
                name="one_current_medication_line",
            ),
        )  # fmt: skip


class MedicationProposal(Base):
    """What the pharmacist remarks or proposes, on a treatment or on the whole list."""

    review = models.ForeignKey(MedicationReview, models.CASCADE, related_name="proposals")
    line_key = models.UUIDField(null=True)  # of the treatment; none: about the whole list
    kind = models.CharField(max_length=8)  # medication_vocabulary.KINDS
    text = EncryptedTextField()
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=12)
    made_by_id = models.CharField(max_length=60)


class MedicationAnswer(Base):
    """What the GP says of a proposal. Said again, the last one counts and the others stay."""

    proposal = models.ForeignKey(MedicationProposal, models.CASCADE, related_name="answers")
    verdict = models.CharField(max_length=8)  # medication_vocabulary.ANSWERS
    reason = EncryptedTextField(blank=True)
    said_at = models.DateTimeField()
    said_by_kind = models.CharField(max_length=12)
    said_by_id = models.CharField(max_length=60)


class MedicationNotice(Base):
    """A nurse of the circle told of what changes: by a task, by a link, by voice; « vu » once."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="medication_notices")
    review = models.ForeignKey(MedicationReview, models.CASCADE, related_name="notices")
    member = models.ForeignKey("care.CareTeamMember", models.CASCADE, related_name="told_of")
    channel = models.CharField(max_length=5)  # medication_vocabulary.CHANNELS
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)  # of the link
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by_kind = models.CharField(max_length=12, blank=True)
    seen_by_id = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["review", "member"], name="nurse_told_once"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""),
                name="one_medication_link",
            ),
        )  # fmt: skip
