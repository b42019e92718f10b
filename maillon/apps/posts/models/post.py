from django.db import models

from maillon.apps.posts.models.time import TASK_CHOICES
from maillon.apps.posts.vocabulary import CONFIDENCES, KEYS, MODES
from maillon.kernel.models import Base


class CoordinationPost(Base):
    """Who coordinates, by which arrangement, for how many hours and at what cost to the structure.

    ``yearly_cost`` is what this structure pays: its own part of a pooled post; ``None`` while
    nobody said it. Ended, it keeps its line.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=[*MODES.items()])
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1)
    yearly_cost = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    provider = models.CharField(max_length=120, blank=True)  # a firm or a structure, no person
    notice_months = models.PositiveSmallIntegerField(null=True)
    reversibility = models.CharField(max_length=400, blank=True)
    key = models.CharField(max_length=10, choices=[*KEYS.items()], blank=True)
    partners = models.ManyToManyField("directory.Organization", related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day without it
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "-written_at")
        constraints = (
            models.CheckConstraint(
                name="post_has_hours", condition=models.Q(weekly_hours__gt=0, weekly_hours__lte=70)
            ),
            models.CheckConstraint(
                name="post_ends_after_it_starts",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="provider_is_named",
                condition=~models.Q(mode="external") | ~models.Q(provider=""),
            ),
        )


class DeliveredPresence(Base):
    """Hours that a provider was really there, on one day; said again, the last word counts."""

    post = models.ForeignKey(CoordinationPost, models.CASCADE, related_name="delivered")
    day = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(fields=["post", "day"], name="presence_once_a_day"),
            models.CheckConstraint(
                name="presence_fits_a_day", condition=models.Q(hours__gt=0, hours__lte=24)
            ),
        )


class SpendingCeiling(Base):
    """The most of its contract that a team chooses to spend on coordination, in percent."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(withdrawn_at=None),
                name="one_spending_ceiling",
            ),
            models.CheckConstraint(
                name="spending_is_a_percent", condition=models.Q(percent__gte=1, percent__lte=100)
            ),
        )  # fmt: skip


class TaskLoad(Base):
    """Hours a year that a task takes in a structure, who says so and how surely."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    task = models.CharField(max_length=12, choices=TASK_CHOICES)
    hours = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=10, choices=[*CONFIDENCES.items()])
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "task"], condition=models.Q(withdrawn_at=None),
                name="one_load_a_task",
            ),
            models.CheckConstraint(
                name="published_load_has_a_source",
                condition=~models.Q(confidence="published") | ~models.Q(source=""),
            ),
        )  # fmt: skip


class PostWish(Base):
    """A structure looks for a post to share, and agrees to be seen by those that look too."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    hours = models.DecimalField(max_digits=4, decimal_places=1)  # a week
    days = models.JSONField(default=list)  # 0 is Monday
    least_visit = models.DecimalField(max_digits=3, decimal_places=1)  # hours
    most_minutes = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True)  # patients
    opened_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(closed_at=None), name="one_open_wish"
            ),
            models.CheckConstraint(
                name="wish_is_of_a_week", condition=models.Q(hours__gt=0, hours__lte=35)
            ),
        )
