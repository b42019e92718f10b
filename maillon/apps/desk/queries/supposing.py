"""What a lead supposed of her desk, and what was answered; counts only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from maillon.apps.desk import access
from maillon.apps.desk.models import Scenario
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, System

__all__ = ["ScenarioPage", "scenario", "scenario_to_play", "scenarios"]

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
