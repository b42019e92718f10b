from django.db import models
from django.db.models import Q

from maillon.apps.money.vocabulary import COUNTED, HEADINGS, SIDES
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base

LABELS = [*HEADINGS["income"].items(), *HEADINGS["expense"].items()]


class BudgetLine(Base):
    """What a structure plans to receive or to spend in a year under one heading; taken back, it
    keeps its line and counts no more.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=[*SIDES.items()])
    heading = models.CharField(max_length=16, choices=LABELS)
    label = EncryptedTextField(blank=True)
    planned = models.DecimalField(max_digits=10, decimal_places=2)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-side", "heading", "written_at")
        constraints = (
            models.CheckConstraint(name="budget_is_positive", condition=Q(planned__gte=0)),
            models.UniqueConstraint(
                fields=["organization", "year", "heading"],
                condition=Q(withdrawn_at=None, heading__in=sorted(COUNTED)),
                name="counted_heading_once",
            ),
        )


class Income(Base):
    """Money that came in on a line of the budget, on which day."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="receipts")
    received_on = models.DateField()
    euros = models.DecimalField(max_digits=10, decimal_places=2)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("received_on", "written_at")
        constraints = (models.CheckConstraint(name="income_is_positive", condition=Q(euros__gt=0)),)
