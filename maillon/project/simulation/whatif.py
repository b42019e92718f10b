"""« What if », played for a desk: short weeks as it is today, the same with what is supposed.

A process of its own, at the lowest priority: the worker goes on meanwhile, and what was asked
survives it. Each week is lived in a scratch database; the desk's own holds only the answer.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Final
from uuid import UUID

from maillon.project.simulation.shape import AVAILABILITY, NEEDS, URGENCIES, Shape

__all__ = ["basis", "main", "play", "shape_of", "start", "summary"]

NURSES: Final = "60"
DAYS: Final = 2
MOST: Final = 60  # requests of a play: more would keep the planner waiting
FEWEST: Final = 24
FEWER_STILL: Final = 16  # where carers are too many for more
CROWD: Final = 140  # carers of a play, likewise
KNOWN: Final = 20  # requests from which the desk's own mix is believed
TRADES: Final = frozenset({"60", "70", "HH", "HL"})
Week = Mapping[str, Any]
Weeks = Callable[[int, Shape], Week]


def start(scenario_id: UUID) -> None:
    """Leave it to another process, and come back at once."""
    subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "maillon.project.simulation.whatif", str(scenario_id)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "maillon.project.settings"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def shape_of(facts: Mapping[str, Any]) -> Shape:
    """A desk of the same proportions, small enough to be lived in seconds.

    Requests and carers are made fewer together, so that they stay as many for each other. A desk
    of few requests borrows the usual mix of needs; one without carers, the usual carers.
    """
    known = facts["requests"] >= KNOWN
    asked = _asked(facts)
    requests = float(min(MOST, max(FEWEST, asked)))
    # An empty policy: the values a desk starts with. Its needs are those of persons at home.
    shape = Shape(days=DAYS, policy=facts["policy"], houses=0)
    people = _people(facts)
    if people:
        scale = requests / asked if known else 1.0
        crowd = sum(people.values()) * scale
        cut = min(1.0, CROWD / crowd)
        requests = max(min(requests, FEWER_STILL), requests * cut)
        hers = {code: max(1, round(n * scale * cut)) for code, n in people.items()}
        shape = replace(shape, people=hers, availability=_availability(facts))
    shape = replace(shape, requests=round(requests))
    if any(facts["hours"].values()):
        shape = replace(shape, hours=facts["hours"], timezone=facts["timezone"])
    if not known:
        return shape
    needs = {code: n for code, n in facts["needs"].items() if code in NEEDS}
    urgencies = {code: n for code, n in facts["urgencies"].items() if code in URGENCIES}
    return replace(shape, needs=needs or shape.needs, urgencies=urgencies or shape.urgencies)


def _asked(facts: Mapping[str, Any]) -> float:
    """Requests of the desk in as many days as a play lasts."""
    return float(facts["requests"] * DAYS / facts["days"])


def _people(facts: Mapping[str, Any]) -> dict[str, int]:
    return {code: n for code, n in facts["people"].items() if code in TRADES}


def _availability(facts: Mapping[str, Any]) -> dict[str, float]:
    """What the desk's own carers say of themselves, all of them counted."""
    return {said: float(facts["availability"].get(said, 0)) for said in AVAILABILITY}


def basis(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What of the play is the desk's own, and how many it really has for how many requests."""
    known, people = facts["requests"] >= KNOWN, _people(facts)
    own = {
        "people": bool(people),
        "availability": bool(people),
        "needs": known and any(code in NEEDS for code in facts["needs"]),
        "urgencies": known and any(code in URGENCIES for code in facts["urgencies"]),
        "hours": any(facts["hours"].values()),
        "policy": True,
        "requests": known,
    }
    return {"own": own, "asked": round(_asked(facts), 1), "people": sum(people.values())}


def _changed(shape: Shape, supposed: Mapping[str, int]) -> Shape:
    other = shape.changed({NURSES: supposed["nurses"]}, supposed["requests"])
    return replace(other, availability=_said(shape.availability, supposed["available"]))


def _said(availability: Mapping[str, float], percent: int) -> dict[str, float]:
    """So many percent more or fewer say yes; the others share the rest as they did.

    Where everybody said yes, those who no longer do say nothing.
    """
    total, before = sum(availability.values()), availability["yes"]
    yes = min(total, before * (100 + percent) / 100)
    others = {said: n for said, n in availability.items() if said != "yes"}
    if before == total:
        return {"yes": yes, **dict.fromkeys(others, 0.0), "unknown": total - yes}
    left = (total - yes) / (total - before)
    return {"yes": yes, **{said: n * left for said, n in others.items()}}


def play(
    facts: Mapping[str, Any], supposed: Mapping[str, int], live: Weeks, seen: Callable[[int], bool]
) -> dict[str, Any] | None:
    """The same seeds on both sides; ``None`` as soon as ``seen`` says nobody waits."""
    today = shape_of(facts)
    sides = {"today": today, "supposed": _changed(today, supposed)}
    lived: dict[str, list[Week]] = {side: [] for side in sides}
    for seed in range(1, supposed["seeds"] + 1):
        for side, shape in sides.items():
            lived[side].append(live(seed, shape))
            if not seen(sum(map(len, lived.values()))):
                return None
    told = {"requests": today.requests, "days": today.days}
    return {side: {**told, **summary(weeks)} for side, weeks in lived.items()} | {
        "shapes": {side: _size(shape) for side, shape in sides.items()},
        "basis": basis(facts),
    }


def _size(shape: Shape) -> dict[str, int]:
    people = sum(shape.people.values())
    return {"requests": shape.requests, "people": people, "nurses": shape.people.get(NURSES, 0)}


def summary(weeks: Sequence[Week]) -> dict[str, Any]:
    """Median, lowest and highest over the weeks; ``None`` stands for never."""
    times = [week["times"]["to_acceptance"] for week in weeks]
    marks = times[0]["within"]
    return {
        "within": {mark: _over([one["within"][mark] for one in times]) for mark in marks},
        "never": _over([one["never"] for one in times]),
        "p50": _over([one["p50"] for one in times]),
        "p90": _over([one["p90"] for one in times]),
    }


def _over(values: Sequence[float | None]) -> list[float | None]:
    known = [float("inf") if value is None else value for value in values]
    return [None if v == float("inf") else round(v, 4) for v in
            (median(known), min(known), max(known))]  # fmt: skip


def main(scenario_id: UUID) -> None:
    """Play it and write the answer; whatever breaks is written as such."""
    from maillon.apps.desk.actions.supposing import note_week, settle_scenario
    from maillon.apps.desk.queries.supposing import scenario_to_play
    from maillon.kernel import clock
    from maillon.kernel.access import SYSTEM
    from maillon.project.simulation.running import play_weeks

    asked = scenario_to_play(SYSTEM, scenario_id)
    if asked is None:
        return

    def seen(done: int) -> bool:
        return note_week(scenario_id=scenario_id, done=done, by=SYSTEM, now=clock.now())

    def live(seed: int, shape: Shape) -> Week:
        return play_weeks([seed], shape, weather="calm")[0]

    result = None
    try:
        result = play(asked.facts, asked.supposed, live, seen)
    finally:
        told = json.loads(json.dumps(result))
        settle_scenario(scenario_id=scenario_id, result=told, by=SYSTEM, now=clock.now())


if __name__ == "__main__":
    import django

    os.nice(10)
    django.setup()
    main(UUID(sys.argv[1]))
