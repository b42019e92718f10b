from django.db import models

from maillon.apps.contracts.indemnities import BASES
from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.kernel.models import Base


class IndemnityRate(Base):
    """What a structure pays a profession for a meeting or for its hour, from one day to another.

    A rate that is taken back keeps its line and counts no more.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="indemnity_rates"
    )
    profession = models.CharField(max_length=4, choices=[*PROFESSIONS.items()])
    basis = models.CharField(max_length=8, choices=[*BASES.items()])
    euros = models.DecimalField(max_digits=7, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day without it
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("profession", "starts_on")
        constraints = (
            models.CheckConstraint(name="rate_is_positive", condition=models.Q(euros__gt=0)),
            models.CheckConstraint(
                name="rate_ends_after_it_starts",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["organization", "profession", "starts_on"],
                condition=models.Q(withdrawn_at=None),
                name="rate_once_a_day",
            ),
        )


class IndemnityCeiling(Base):
    """The most a member receives in a year; without ``euros`` the structure said there is none.

    The last word counts; the one before keeps its line.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="indemnity_ceilings"
    )
    year = models.PositiveSmallIntegerField()
    euros = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "year"], condition=models.Q(withdrawn_at=None),
                name="ceiling_once_a_year",
            ),
        )  # fmt: skip
