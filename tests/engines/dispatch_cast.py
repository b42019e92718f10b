"""The cast of the dispatch engine: a need, carers, a desk, and crowds for Hypothesis."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from maillon.engines.dispatch import CandidateFacts, DeskHours, NeedFacts, Policy

NURSE = frozenset({"60"})
PARIS = ZoneInfo("Europe/Paris")
POLICY = Policy.default()
# A Tuesday, eleven in the morning in Saint-Chamond.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OFFICE = ((time(9, 0), time(19, 30)),)
DESK = DeskHours(PARIS, dict.fromkeys(range(6), OFFICE))
ALWAYS_OPEN = DeskHours(PARIS, {day: ((time(0, 0), time.max),) for day in range(7)})
ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "Europe/Paris",
        "Indian/Reunion",
        "Indian/Mayotte",
        "America/Guadeloupe",
        "America/Cayenne",
        "America/Miquelon",
        "Pacific/Noumea",
        "Pacific/Tahiti",
    )
)
URGENCIES = ("immediate", "today", "within_48h", "planned")


def need(**told: Any) -> NeedFacts:
    """A dressing in Saint-Chamond, today, unless told otherwise."""
    facts: dict[str, Any] = {
        "code": "dressing",
        "professions": NURSE,
        "commune": "42207",
        "lon": 4.515,
        "lat": 45.476,
        "urgency": "today",
        "starts_at": NOW + timedelta(hours=6),
    }
    return NeedFacts(**{**facts, **told})


def nurse(responder_id: str, **told: Any) -> CandidateFacts:
    """A nurse of the zone, nothing against her, unless told otherwise."""
    facts: dict[str, Any] = {"professions": NURSE, "covers_commune": True, "available": "yes"}
    return CandidateFacts(responder_id=responder_id, **{**facts, **told})


def moments(start: datetime, days: int) -> st.SearchStrategy[datetime]:
    """Aware moments to the minute, within that many days of ``start``."""
    return st.integers(0, days * 24 * 60).map(lambda minutes: start + timedelta(minutes=minutes))


def _any_carer(draw: random.Random, responder_id: str) -> CandidateFacts:
    """Somebody with random facts, as likely as not to be asked; hindrances are rare each."""
    return CandidateFacts(
        responder_id=responder_id,
        professions=draw.choice([NURSE, NURSE, NURSE, NURSE, frozenset({"70"})]),
        takes=draw.choice([None, None, None, frozenset({"dressing"}), frozenset({"bath"})]),
        covers_commune=draw.random() < 0.5,
        covers_neighbour=draw.random() < 0.7,
        lon=draw.choice([None, draw.uniform(4, 5)]),
        lat=draw.choice([None, draw.uniform(45, 46)]),
        usual=draw.random() < 0.15,
        chosen_by_person=draw.random() < 0.1,
        refused_by_person=draw.random() < 0.05,
        opted_out=draw.random() < 0.05,
        paused_until=draw.choice([None, None, None, NOW, NOW + timedelta(days=1)]),
        available=draw.choice(["yes", "yes", "yes", "unknown", "no"]),
        availability_declared_at=draw.choice([None, NOW - timedelta(hours=draw.uniform(-9, 300))]),
        live_offers=draw.randrange(3),
        live_limit=draw.randrange(2, 5),
        offers_last_week=draw.randrange(12),
        declared_capacity_last_week=draw.randrange(12),
        already_asked=draw.random() < 0.05,
        withdrawn=draw.random() < 0.05,
        reachable_by_sms=draw.random() < 0.8,
    )


# Drawn once: Hypothesis picks and shrinks crowds, not the twenty facts of each person.
_population = random.Random(2026)
POPULATION = tuple(_any_carer(_population, f"r{number:03}") for number in range(600))


def _crowd(size: int, seed: int) -> tuple[CandidateFacts, ...]:
    return tuple(random.Random(seed).sample(POPULATION, size))


crowds = st.builds(_crowd, st.integers(0, 16), st.integers(0, 10**6))
needs = st.sampled_from([need(urgency=urgency) for urgency in URGENCIES])
