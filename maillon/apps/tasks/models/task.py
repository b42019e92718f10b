from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.kernel.models import Base


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(closed_at=None)

    def late(self, now: datetime) -> "TaskQuerySet":
        return self.open().filter(due_at__lte=now)

    def about(self, kind: str, object_id: UUID) -> "TaskQuerySet":
        return self.filter(origin_kind=kind, origin_id=object_id)


class Task(Base):
    """A silent step made somebody's: owner (a person or a group), deadline, origin."""

    class Group(models.TextChoices):
        DESK = "desk", "le poste"
        SHIFT = "shift", "la garde"
        CIRCLE = "circle", "le réseau de la personne"
        ORGANIZATION = "organization", "la structure"

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    kind = models.CharField(max_length=60)
    owner_account = models.ForeignKey("accounts.Account", models.PROTECT, null=True)
    owner_group = models.CharField(max_length=14, choices=Group.choices, blank=True)
    owner_group_id = models.UUIDField(null=True)
    origin_kind = models.CharField(max_length=40)
    origin_id = models.UUIDField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    closed_by_kind = models.CharField(max_length=12, blank=True)
    closed_by_id = models.CharField(max_length=60, blank=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="task_has_one_owner",
                condition=(
                    models.Q(owner_account__isnull=False, owner_group="", owner_group_id=None)
                    | models.Q(owner_account=None, owner_group_id__isnull=False)
                    & ~models.Q(owner_group="")
                ),
            ),
            models.CheckConstraint(
                name="closed_task_has_an_outcome",
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], name="task_open", condition=models.Q(closed_at=None)),
            models.Index(fields=["origin_kind", "origin_id"], name="task_by_origin"),
        )
