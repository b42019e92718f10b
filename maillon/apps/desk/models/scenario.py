from django.db import models

from maillon.kernel.models import Base


class Scenario(Base):
    """A « what if » of a desk's lead: what was supposed, and what simulated weeks answered.

    ``facts`` are counts of the desk when it was asked; no person, no carer is in it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        RUNNING = "running", "en cours"
        DONE = "done", "terminé"
        CANCELLED = "cancelled", "arrêté"
        FAILED = "failed", "interrompu"

    desk = models.ForeignKey("desk.Desk", models.CASCADE, related_name="scenarios")
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    supposed = models.JSONField()  # actions.supposing.Supposed
    facts = models.JSONField()  # proportions.desk_counts
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    starts = models.PositiveSmallIntegerField(default=0)
    weeks_done = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)  # whoever plays it gives a sign before then
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        indexes = (models.Index(fields=["desk", "asked_at"], name="scenario_of_desk"),)
        constraints = (
            models.UniqueConstraint(
                fields=["desk"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_live_scenario_per_desk",
            ),
        )
