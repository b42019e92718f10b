"""What a lead supposed of her desk, and what was answered; counts only."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from maillon.apps.desk import access
from maillon.apps.desk.models import Desk, Need, Scenario, ServiceRequest
from maillon.apps.directory.models import Responder
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, System

__all__ = ["ScenarioPage", "desk_counts", "scenario", "scenario_to_play", "scenarios"]

LOOKED_BACK: Final = timedelta(weeks=8)
LATEST: Final = 20


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario as its desk's lead reads it."""

    id: UUID
    desk: str
    asked_at: datetime
    timezone: str
    supposed: dict[str, int]
    facts: dict[str, Any]
    state: str
    weeks_done: int
    result: dict[str, Any] | None

    @property
    def live(self) -> bool:
        return self.state in ("waiting", "running")

    @property
    def weeks(self) -> int:
        """How many will be lived: as many on each side."""
        return 2 * self.supposed["seeds"]


def scenarios(viewer: AccountViewer, desk_id: UUID) -> tuple[ScenarioPage, ...]:
    """The latest of a desk, newest first; ``NotFound`` for whoever does not lead it."""
    access.require_lead(viewer, desk_id)
    asked = Scenario.objects.select_related("desk").filter(desk_id=desk_id)
    return tuple(_page(one) for one in asked.order_by("-asked_at")[:LATEST])


def scenario(viewer: AccountViewer, scenario_id: UUID) -> ScenarioPage:
    """One of them; ``NotFound`` for whoever does not lead its desk."""
    asked = Scenario.objects.select_related("desk").filter(pk=scenario_id).first()
    if asked is None:
        raise NotFound
    access.require_lead(viewer, asked.desk_id)
    return _page(asked)


def scenario_to_play(viewer: System, scenario_id: UUID) -> ScenarioPage | None:
    """The scenario for whoever plays it, while it is wanted."""
    asked = Scenario.objects.select_related("desk").filter(pk=scenario_id, state="running")
    return next((_page(one) for one in asked), None)


def _page(asked: Scenario) -> ScenarioPage:
    return ScenarioPage(
        id=asked.pk, desk=asked.desk.name, asked_at=asked.asked_at,
        timezone=asked.desk.timezone, supposed=asked.supposed, facts=asked.facts,
        state=asked.state, weeks_done=asked.weeks_done, result=asked.result,
    )  # fmt: skip


def desk_counts(desk: Desk, *, now: datetime) -> dict[str, Any]:
    """How many of everything a desk has: carers by profession and by what they said, requests
    of the last eight weeks, their urgencies, its hours and its policy.
    """
    carers = Responder.objects.filter(
        enrolled_at__isnull=False, opted_out_at=None,
        covered__commune__in=desk.communes.values("commune"), covered__near=False,
    ).distinct()  # fmt: skip
    lately = ServiceRequest.objects.filter(desk=desk, received_at__gt=now - LOOKED_BACK)
    rows = list(carers.values_list("pk", "profession", "availability"))
    return {
        "requests": lately.count(),
        "days": LOOKED_BACK.days,
        "people": dict(Counter(profession for _, profession, _ in rows)),
        "availability": dict(Counter(said for _, _, said in rows)),
        "needs": dict(
            Counter(Need.objects.filter(request__in=lately).values_list("code", flat=True))
        ),
        "urgencies": dict(Counter(lately.values_list("urgency", flat=True))),
        "hours": desk.opening_hours,
        "policy": desk.policy,
        "timezone": desk.timezone,
    }
