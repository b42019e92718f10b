"""Where a structure stands on its way, what was sent and answered, its territory, its contract."""

from django.db import models

from maillon.apps.stages.path import STEPS
from maillon.apps.stages.vocabulary import AMOUNTS, ANSWERS, MISSIONS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base

__all__ = [
    "AnnexAmount", "FilingWord", "MissionStart", "Stage", "StageFiling", "TerritoryCommune",
]  # fmt: skip


class Stage(Base):
    """A structure on its way to a contract: one way, begun one day."""

    organization = models.OneToOneField(
        "directory.Organization", models.PROTECT, related_name="stage"
    )
    began_on = models.DateField()
    team = models.TextField(blank=True)  # who carries it, in its own words: roles, no name
    contract_on = models.DateField(null=True)  # the day the contract was signed


class StageFiling(Base):
    """What was sent for a step, and what was answered; a return or a refusal keeps its line."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="filings")
    step = models.CharField(max_length=12, choices=[(one, one) for one in STEPS])
    sent_on = models.DateField()
    sent_to = models.CharField(max_length=120, blank=True)
    adoption = models.PositiveSmallIntegerField(null=True)  # of the project, where it is sent
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedTextField(blank=True)  # base64
    sent_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)  # to the reader of the payer or of the ARS, here
    answer = models.CharField(max_length=8, choices=[*ANSWERS.items()], blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)  # « ARS, délégation de la Loire »
    reason = EncryptedTextField(blank=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("written_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["stage", "step"], condition=models.Q(answer=""), name="filing_waits_once"
            ),
            models.UniqueConstraint(
                fields=["stage", "step"], condition=models.Q(answer="accepted"),
                name="step_passed_once",
            ),
            models.CheckConstraint(
                name="filing_answered_on_a_day",
                condition=models.Q(answer="", answered_on=None)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
            ),
        )  # fmt: skip


class FilingWord(Base):
    """A question of the reader to whom a filing was handed, or the structure's reply.

    Never edited. ``task``: the reply that a question asks of the structure.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "question posée"
        REPLY = "reply", "réponse de la structure"

    filing = models.ForeignKey(StageFiling, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = EncryptedTextField()
    position = models.PositiveSmallIntegerField()
    said_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["filing", "position"], name="filing_word_in_its_place"
            ),
        )  # fmt: skip


class TerritoryCommune(Base):
    """A commune of the territory of a structure: its inhabitants make its size."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="territory")
    commune = models.ForeignKey("directory.Commune", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["stage", "commune"], name="territory_commune_once"),
        )


class MissionStart(Base):
    """A mission of the contract: when it must have started and be deployed, when it did."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="missions")
    mission = models.CharField(max_length=12, choices=[*MISSIONS.items()])
    start_by = models.DateField()
    deploy_by = models.DateField()
    started_on = models.DateField(null=True)
    deployed_on = models.DateField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("start_by", "mission")
        constraints = (
            models.UniqueConstraint(fields=["stage", "mission"], name="mission_once"),
            models.CheckConstraint(
                name="mission_starts_before_it_is_deployed",
                condition=models.Q(deployed_on=None) | models.Q(started_on__isnull=False),
            ),
        )


class AnnexAmount(Base):
    """An amount as the annex of the signed contract tells it, with the paper and its day.

    The last word counts; one taken back keeps its line.
    """

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="amounts")
    name = models.CharField(max_length=24, choices=[*AMOUNTS.items()])
    euros = models.DecimalField(max_digits=10, decimal_places=2)
    annex_on = models.DateField()
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    content = EncryptedTextField()  # base64
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["stage", "name"], condition=models.Q(withdrawn_at=None),
                name="annex_amount_once",
            ),
            models.CheckConstraint(name="annex_amount_is_positive",
                                   condition=models.Q(euros__gt=0)),
        )  # fmt: skip
