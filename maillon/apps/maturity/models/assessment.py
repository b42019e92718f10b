from django.db import models
from django.db.models import Q

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base

ONE_TO_FOUR = Q(level__gte=1, level__lte=4)


class Assessment(Base):
    """A team looks at itself on the themes it chose, under one revision of their words."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    revision = models.CharField(max_length=12)
    themes = models.JSONField()  # codes, in order
    opened_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=Q(closed_at=None), name="one_assessment_open"
            ),
        )


class AssessmentAnswer(Base):
    """What one member answers alone of one theme. Only she reads it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    theme = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "account", "theme"], name="answer_once_a_theme"
            ),
            models.CheckConstraint(name="answer_level", condition=ONE_TO_FOUR),
        )


class ConsensusLevel(Base):
    """The level the team agreed on for one theme, and what it wants to do about it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="agreed")
    theme = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    note = EncryptedTextField(blank=True)
    noted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "theme"], name="agreed_once_a_theme"),
            models.CheckConstraint(name="agreed_level", condition=ONE_TO_FOUR),
        )
