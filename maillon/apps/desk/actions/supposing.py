"""« What if »: asked by whoever leads the desk, played apart, answered or given up.

The play itself is long and is no room of this one: a higher room says how to start it, and it
comes back with each week lived. Silent for longer than its lease, it is started once more, then
said to be lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.desk import access
from maillon.apps.desk.models import Desk, Scenario
from maillon.apps.desk.proportions import desk_counts
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import AccountViewer, System

__all__ = [
    "PLAY", "SEEDS", "Supposed", "ask_scenario", "cancel_scenario", "note_week", "play_scenario",
    "played_by", "settle_scenario",
]  # fmt: skip

PLAY: Final = "desk.play_scenario"
LEASE: Final = timedelta(minutes=4)
SEEDS: Final = (1, 3, 5)
STARTS: Final = 2
LIVE: Final = (Scenario.State.WAITING, Scenario.State.RUNNING)
Player = Callable[[UUID], None]
_players: list[Player] = []


@dataclass(frozen=True, slots=True)
class Supposed:
    """Percent more or fewer than today, each from -50 to 50; how many weeks on each side."""

    nurses: int = 0
    requests: int = 0
    available: int = 0
    seeds: int = 3


def played_by(player: Player) -> None:
    """Name what plays a scenario outside this process (project/wiring.py only)."""
    _players[:] = [player]


def ask_scenario(
    *, desk_id: UUID, supposed: Supposed, by: AccountViewer, now: datetime
) -> Scenario:
    """Ask for an answer; one at a time per desk.

    Raises ``NotFound`` for whoever does not lead this desk; ``Refused``: ``scenario_nothing``,
    ``scenario_range``, ``scenario_busy``.
    """
    desk = access.require_lead(by, desk_id)
    _check(supposed)
    try:
        with transaction.atomic():
            asked = Scenario(
                desk=desk, asked_by_id=by.account_id, asked_at=now, supposed=asdict(supposed),
                facts=desk_counts(desk, now=now),
            )  # fmt: skip
            asked.save(force_insert=True)
            _plan(asked, now)
            _journal(desk, by, now)
    except IntegrityError as error:
        raise Refused("scenario_busy") from error
    return asked


def _check(supposed: Supposed) -> None:
    changes = (supposed.nurses, supposed.requests, supposed.available)
    if any(not -50 <= change <= 50 for change in changes) or supposed.seeds not in SEEDS:
        raise Refused("scenario_range")
    if not any(changes):
        raise Refused("scenario_nothing")


def _journal(desk: Desk, by: AccountViewer, now: datetime) -> None:
    record(
        act="desk.scenario_asked", by=by, now=now, subjects=[("desk", desk.pk)],
        organization_id=desk.organization_id,
    )  # fmt: skip


def _plan(asked: Scenario, at: datetime) -> None:
    key = f"{PLAY}:{asked.pk}:{at:%Y%m%d%H%M%S}"
    jobs.enqueue(PLAY, key=key, run_at=at, payload={"scenario": str(asked.pk)})


def play_scenario(payload: Mapping[str, Any], now: datetime) -> None:
    """Start it, or look whether whoever plays it still gives signs of life."""
    asked = Scenario.objects.select_for_update().filter(pk=payload["scenario"]).first()
    if asked is None or asked.state not in LIVE:
        return
    if asked.leased_until is not None and asked.leased_until > now:
        _plan(asked, asked.leased_until)
        return
    if asked.starts == STARTS:
        _end(asked, Scenario.State.FAILED, now)
        return
    asked.state, asked.weeks_done = Scenario.State.RUNNING, 0
    asked.starts, asked.leased_until = asked.starts + 1, now + LEASE
    asked.save()
    _plan(asked, asked.leased_until)
    for player in _players:
        transaction.on_commit(lambda player=player: player(asked.pk))  # type: ignore[misc]


def note_week(*, scenario_id: UUID, done: int, by: System, now: datetime) -> bool:
    """So many weeks lived; ``False`` when nobody waits for the answer any more."""
    running = Scenario.objects.filter(pk=scenario_id, state=Scenario.State.RUNNING)
    return bool(running.update(weeks_done=done, leased_until=now + LEASE))


def settle_scenario(
    *, scenario_id: UUID, result: Mapping[str, Any] | None, by: System, now: datetime
) -> None:
    """The answer, or ``None`` when the play broke; one cancelled meanwhile stays so."""
    with transaction.atomic():
        running = Scenario.objects.select_for_update().filter(pk=scenario_id)
        asked = running.filter(state=Scenario.State.RUNNING).first()
        if asked is None:
            return
        asked.result = dict(result) if result else None
        _end(asked, Scenario.State.DONE if result else Scenario.State.FAILED, now)


def cancel_scenario(*, scenario_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Nobody waits any more; raises ``NotFound`` for whoever does not lead its desk."""
    with transaction.atomic():
        asked = Scenario.objects.select_for_update().filter(pk=scenario_id).first()
        if asked is None:
            raise NotFound
        access.require_lead(by, asked.desk_id)
        if asked.state in LIVE:
            _end(asked, Scenario.State.CANCELLED, now)


def _end(asked: Scenario, state: Scenario.State, now: datetime) -> None:
    asked.state, asked.ended_at, asked.leased_until = state, now, None
    asked.save()
