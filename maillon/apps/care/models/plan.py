from django.db import models

from maillon.kernel.chance import new_id
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class CarePlan(Base):
    """The project of a person, in her words: one for each, revised, never rewritten."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="plans")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["patient"], name="one_plan"),)


class CarePlanRevision(Base):
    """One version. Its words never change once written: ``digest`` tells if they did.

    ``replaced_at`` alone moves, once, when another version follows.
    """

    plan = models.ForeignKey(CarePlan, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=12)
    made_by_id = models.CharField(max_length=60)
    reason = EncryptedTextField(blank=True)  # why this version, in a sentence
    words = EncryptedTextField()  # hers
    said = models.CharField(max_length=10)  # plan_vocabulary.SAID
    said_on = models.DateField()
    noted_by_kind = models.CharField(max_length=12)  # who wrote her words down, maybe long ago
    noted_by_id = models.CharField(max_length=60)
    living_with = models.BooleanField(default=False)  # « vivre avec » : no care at all may be it
    reaching = models.CharField(max_length=6, blank=True)  # plan_vocabulary.REACHING
    digest = models.CharField(max_length=40)  # keyed, of everything this version says
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="revision_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(replaced_at=None), name="one_current_revision"
            ),
        )


class PlanNeed(Base):
    """What she needs, in one version. ``theme``: who may read it and what follows from it."""

    revision = models.ForeignKey(CarePlanRevision, models.CASCADE, related_name="needs")
    key = models.UUIDField(default=new_id)  # the same need from version to version
    position = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=12)  # vocabulary.THEMES
    text = EncryptedTextField()


class Goal(Base):
    """What is aimed at for a need."""

    need = models.ForeignKey(PlanNeed, models.CASCADE, related_name="goals")
    key = models.UUIDField(default=new_id)
    position = models.PositiveSmallIntegerField()
    text = EncryptedTextField()


class Activity(Base):
    """An action of the project: somebody of the circle, or the person herself, perhaps a day."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="activities")
    key = models.UUIDField(default=new_id)
    position = models.PositiveSmallIntegerField()
    text = EncryptedTextField()
    member = models.ForeignKey("care.CareTeamMember", models.RESTRICT, null=True)
    by_person = models.BooleanField(default=False)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="activity_has_one_owner",
                condition=models.Q(by_person=False) | models.Q(member=None),
            ),
        )


class FollowUp(Base):
    """What became of an action of the project, whatever the version: its task, its outcome."""

    plan = models.ForeignKey(CarePlan, models.CASCADE, related_name="follow_ups")
    key = models.UUIDField()  # of the activity
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)
    outcome = models.CharField(max_length=8, blank=True)  # plan_vocabulary.OUTCOMES
    settled_at = models.DateTimeField(null=True)
    settled_by_kind = models.CharField(max_length=12, blank=True)
    settled_by_id = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="activity_followed_once"),
        )


class PlanReview(Base):
    """A moment when the project was looked at again, with what the person says of it."""

    revision = models.ForeignKey(CarePlanRevision, models.CASCADE, related_name="reviews")
    held_at = models.DateTimeField()
    held_by_kind = models.CharField(max_length=12)
    held_by_id = models.CharField(max_length=60)
    words = EncryptedTextField(blank=True)
    next_on = models.DateField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)  # the next one, owed


class PlanAnswer(Base):
    """What a review says of one answer: necessary, superfluous; or missing, in words."""

    review = models.ForeignKey(PlanReview, models.CASCADE, related_name="answers")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="judged")
    position = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=12)  # vocabulary.THEMES
    verdict = models.CharField(max_length=11)  # plan_vocabulary.VERDICTS
    text = EncryptedTextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="missing_answer_is_in_words",
                condition=models.Q(activity=None, verdict="missing")
                | models.Q(activity__isnull=False, verdict__in=("necessary", "superfluous")),
            ),
        )
