from django.db import models
from django.db.models import Q

from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.kernel import appendonly
from maillon.kernel.models import Base


class PaidQuarter(Base):
    """A quarter of indemnities that was paid: on which day, by whom. It never changes; undone the
    same day, it keeps its line and counts no more.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    paid_on = models.DateField()
    frozen_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    euros = models.DecimalField(max_digits=10, decimal_places=2)
    digest = models.CharField(max_length=64)  # SHA-256 of its lines, as the journal has it
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("year", "number", "frozen_at")
        constraints = (
            models.CheckConstraint(
                name="quarter_of_a_year", condition=Q(number__gte=1) & Q(number__lte=4)
            ),
            models.UniqueConstraint(
                fields=["organization", "year", "number"], condition=Q(undone_at=None),
                name="quarter_paid_once",
            ),
        )  # fmt: skip


class PaidLine(Base):
    """One line of a paid quarter: a presence, or what a correction changed of one already paid."""

    quarter = models.ForeignKey(PaidQuarter, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="+")
    profession = models.CharField(max_length=4, choices=[*PROFESSIONS.items()])
    about = models.UUIDField()  # the meeting, or the act that speaks of none
    act = models.CharField(max_length=60)
    act_id = models.UUIDField()
    day = models.DateField()
    counted = models.DecimalField(max_digits=7, decimal_places=2)  # minutes
    euros = models.DecimalField(max_digits=9, decimal_places=2)
    before = models.DecimalField(max_digits=9, decimal_places=2, null=True)  # already paid

    class Meta:
        ordering = ("position",)


appendonly.protect("money_paidline")
appendonly.protect_columns(
    "money_paidquarter", "organization_id", "year", "number", "paid_on", "frozen_by_id",
    "frozen_at", "euros", "digest", "entry_id",
)  # fmt: skip
