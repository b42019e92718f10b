from django.db import models

from maillon.apps.projects.vocabulary import OUTCOMES, VERDICTS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class WorkingGroup(Base):
    """Members who work on one subject of the project."""

    project = models.ForeignKey("projects.HealthProject", models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    purpose = EncryptedTextField(blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("name",)


class GroupMember(Base):
    """Somebody of a working group; one of them leads it."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="seats")
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "member"], name="seat_once"),)


class ProjectPartner(Base):
    """Somebody outside who takes part: a structure of the directory, or a name."""

    project = models.ForeignKey("projects.HealthProject", models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=160)
    role = EncryptedTextField(blank=True)  # what is done together
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name",)


class Objective(Base):
    """What the team wants to have changed."""

    project = models.ForeignKey("projects.HealthProject", models.CASCADE, related_name="objectives")
    text = EncryptedTextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)


class ProjectAction(Base):
    """What somebody does for an objective. With an owner and a date it is a task, once."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actions")
    text = EncryptedTextField()
    owner = models.ForeignKey("structures.Member", models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(WorkingGroup, models.SET_NULL, null=True, related_name="actions")
    due_on = models.DateField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=[*OUTCOMES.items()], blank=True)
    ended_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                name="action_ends_with_an_outcome",
                condition=models.Q(outcome="", ended_at=None)
                | (~models.Q(outcome="") & models.Q(ended_at__isnull=False)),
            ),
        )


class ActionIndicator(Base):
    """What is measured of an action: from what, to what."""

    action = models.ForeignKey(ProjectAction, models.CASCADE, related_name="indicators")
    label = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    start = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=10, decimal_places=2, null=True)


class IndicatorReading(Base):
    """A measure on a day; the last of a day counts."""

    indicator = models.ForeignKey(ActionIndicator, models.CASCADE, related_name="readings")
    day = models.DateField()
    value = models.DecimalField(max_digits=10, decimal_places=2)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "written_at")


class ActionEvaluation(Base):
    """The sheet of an action: what was expected, how it is measured, what came of it."""

    action = models.OneToOneField(ProjectAction, models.CASCADE, related_name="evaluation")
    hypothesis = EncryptedTextField(blank=True)
    measure = EncryptedTextField(blank=True)
    result = EncryptedTextField(blank=True)
    verdict = models.CharField(max_length=8, choices=[*VERDICTS.items()], blank=True)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
