"""May she be asked, and how well does she fit? One responder at a time.

The score of an eligible responder is a sum of four terms, each in [0, 1] times its weight:

- availability: ``u + (1 - u) × 2^(-age / half-life)`` once declared, ``u`` when unknown: a stale
  declaration fades into knowing nothing, never below it;
- fairness: ``(c + 1) / (c + o + 2)`` with ``c`` places declared and ``o`` offers received last
  week: those furthest below what they declared come first (one half when served as declared);
- distance: ``2^(-minutes / half)`` of estimated road;
- load: the free share of her limit of live offers.

Each term can only rise with more free capacity, so more capacity never lowers a place.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final

from maillon.engines.common import Reason, haversine_km, road_km, road_minutes
from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.verdicts import Tier, Verdict

__all__ = ["assess", "judge"]

_SECONDS_PER_HOUR: Final = 3600
# A desk ranks hundreds of responders while a caller waits: reasons that come again are made once.
_CHOSEN: Final = Reason("chosen_by_person")
_USUAL: Final = Reason("usual_carer")
_COVERS: Final = Reason("covers_commune")
_NEIGHBOUR: Final = Reason("covers_neighbour")
_OUTSIDE: Final = Reason("outside_declared_zone")
_PHONE_ONLY: Final = Reason("phone_only")

Assessment = tuple[Tier | None, float, tuple[Reason, ...]]


def judge(need: NeedFacts, candidate: CandidateFacts, now: datetime, policy: Policy) -> Verdict:
    """Eligible or excluded, with every reason; answers "why not her?" for any responder.

    A chosen or usual carer is not held to her declared zone: she already goes there. All else
    excludes her as it excludes anybody. ``now`` is an aware moment.
    """
    tier, score, reasons = assess(need, candidate, now, policy)
    by_sms = candidate.reachable_by_sms
    return Verdict(candidate.responder_id, tier is not None, tier, score, by_sms, reasons)


def assess(need: NeedFacts, candidate: CandidateFacts, now: datetime, policy: Policy) -> Assessment:
    """Tier (None when excluded), score and reasons: what ``judge`` and ``rank`` both read."""
    causes = tuple(_exclusions(need, candidate, now))
    if causes:
        return None, 0.0, causes
    c, p = candidate, policy
    ready, near = _availability(c, now, p), _distance(need, c, p)
    fair = _fairness(c.offers_last_week, c.declared_capacity_last_week, p.weight_fairness)
    free = _load(c.live_offers, c.live_limit, p.weight_load)
    score = round(ready.weight + fair.weight + near.weight + free.weight, 6)
    return _tier(candidate), score, (*_standing(candidate), ready, fair, near, free)


def _tier(candidate: CandidateFacts) -> Tier:
    if candidate.chosen_by_person:
        return "chosen"
    if candidate.usual:
        return "usual"
    return "zone" if candidate.covers_commune else "neighbours"


def _exclusions(need: NeedFacts, candidate: CandidateFacts, now: datetime) -> Iterator[Reason]:
    if candidate.refused_by_person:
        yield Reason("refused_by_person")
    yield from _unfit(need, candidate)
    yield from _unwilling(candidate, now)
    if candidate.live_offers >= candidate.live_limit:
        data = {"live": candidate.live_offers, "limit": candidate.live_limit}
        yield Reason("at_live_limit", data)
    if candidate.withdrawn:
        yield Reason("withdrawn")
    if candidate.busy:
        yield Reason("busy")
    if candidate.already_asked:
        yield Reason("already_asked")


def _unfit(need: NeedFacts, candidate: CandidateFacts) -> Iterator[Reason]:
    if need.professions.isdisjoint(candidate.professions):
        yield Reason("wrong_profession")
    if candidate.takes is not None and need.code not in candidate.takes:
        yield Reason("need_not_taken", {"need": need.code})
    near = candidate.covers_commune or candidate.covers_neighbour
    if not (near or candidate.chosen_by_person or candidate.usual):
        yield Reason("out_of_zone", {"commune": need.commune})


def _unwilling(candidate: CandidateFacts, now: datetime) -> Iterator[Reason]:
    if candidate.opted_out:
        yield Reason("opted_out")
    if candidate.paused_until is not None and candidate.paused_until > now:
        yield Reason("paused", {"until": candidate.paused_until})
    if candidate.available == "no":
        declared = candidate.availability_declared_at
        yield Reason("not_available", {} if declared is None else {"hours": _age(declared, now)})
    if candidate.outside_hours:
        yield Reason("outside_hours")


def _standing(candidate: CandidateFacts) -> Iterator[Reason]:
    """What places her, worth no points: it decides the tier and the channel."""
    if candidate.chosen_by_person:
        yield _CHOSEN
    if candidate.usual:
        yield _USUAL
    if candidate.covers_commune:
        yield _COVERS
    else:
        yield _NEIGHBOUR if candidate.covers_neighbour else _OUTSIDE
    if not candidate.reachable_by_sms:
        yield _PHONE_ONLY


def _availability(candidate: CandidateFacts, now: datetime, policy: Policy) -> Reason:
    floor, weight = policy.unknown_availability, policy.weight_availability
    if candidate.available == "unknown":
        return Reason("availability_unknown", {}, weight * floor)
    declared = candidate.availability_declared_at
    if declared is None:
        return Reason("availability_undated", {}, weight * floor)
    hours = _age(declared, now)
    kept: float = 2 ** (-hours / policy.freshness_half_life_hours)
    return Reason("declared_available", {"hours": hours}, weight * (floor + (1 - floor) * kept))


def _age(declared: datetime, now: datetime) -> float:
    """Hours since the declaration; one dated in the future counts as made now."""
    return max(0.0, (now - declared).total_seconds() / _SECONDS_PER_HOUR)


@lru_cache(maxsize=1024)
def _fairness(offers: int, capacity: int, points: float) -> Reason:
    share = (capacity + 1) / (capacity + offers + 2)
    return Reason("fairness", {"offers": offers, "capacity": capacity}, points * share)


def _distance(need: NeedFacts, candidate: CandidateFacts, policy: Policy) -> Reason:
    if need.lon is None or need.lat is None or candidate.lon is None or candidate.lat is None:
        points = policy.weight_distance * policy.unknown_distance
        return Reason("distance_unknown", {}, points)
    half, points = policy.distance_half_minutes, policy.weight_distance
    return _road(need.lon, need.lat, candidate.lon, candidate.lat, half, points)


@lru_cache(maxsize=4096)
def _road(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float, half_minutes: float, points: float
) -> Reason:
    straight = haversine_km(lon_a, lat_a, lon_b, lat_b)
    minutes = road_minutes(straight)
    nearness: float = 2 ** (-minutes / half_minutes)
    data = {"km": road_km(straight), "minutes": minutes}
    return Reason("distance", data, points * nearness)


@lru_cache(maxsize=1024)
def _load(live: int, limit: int, points: float) -> Reason:
    return Reason("live_load", {"live": live, "limit": limit}, points * (limit - live) / limit)
