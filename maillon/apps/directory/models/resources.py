from datetime import date
from typing import ClassVar

from django.db import models

from maillon.apps.directory.vocabulary import CLOSINGS, FRESH_FOR, MEANS, NATURES, WORDS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


def _listed(words: dict[str, str]) -> list[tuple[str, str]]:
    return list(words.items())


class LocalResourceQuerySet(models.QuerySet["LocalResource"]):
    def living(self) -> "LocalResourceQuerySet":
        return self.filter(closed_at=None)


class LocalResource(Base):
    """Help near home that no register numbers: an association, a PMI, a group of neighbours.

    The structure that wrote it keeps it true; everybody signed in reads it.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    nature = models.CharField(max_length=12, choices=_listed(NATURES))
    needs = models.CharField(max_length=160)  # codes of NEEDS, spaced on both sides
    does = models.TextField()  # what they really do
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=240, blank=True)
    commune = models.ForeignKey("directory.Commune", models.PROTECT, related_name="+")  # its seat
    area = models.ManyToManyField("directory.Commune", related_name="local_resources")
    search_text = models.TextField()  # folded
    checked_on = models.DateField()
    fresh_months = models.PositiveSmallIntegerField(
        choices=[(months, words) for months, words in FRESH_FOR.items()], default=6
    )
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=12, blank=True, choices=_listed(CLOSINGS))
    created_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[LocalResourceQuerySet] = LocalResourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="closed_resource_says_why",
                condition=models.Q(closed_at=None, closing="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closing="")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def stale_on(self) -> date:
        """The day it must be asked again."""
        months = self.checked_on.month - 1 + self.fresh_months
        year, month = self.checked_on.year + months // 12, months % 12 + 1
        return date(year, month, min(self.checked_on.day, 28))


class ResourceWord(Base):
    """What was said of a local resource: by whom, how, when, and what it changed."""

    resource = models.ForeignKey(LocalResource, models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=_listed(WORDS))
    told_by = EncryptedTextField()
    means = models.CharField(max_length=6, choices=_listed(MEANS))
    changes = models.JSONField(default=list)  # [field, before, after]
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=60)

    class Meta:
        ordering = ("-at", "-pk")
