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

from maillon.engines.common import Reason, haversine_km, road_estimate
from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.verdicts import Tier, Verdict

__all__ = ["judge"]


def judge(need: NeedFacts, candidate: CandidateFacts, now: datetime, policy: Policy) -> Verdict:
    """Eligible or excluded, with every reason; answers "why not her?" for any responder.

    A chosen or usual carer is not held to her declared zone: she already goes there. All else
    excludes her as it excludes anybody. ``now`` is an aware moment.
    """
    causes = tuple(_exclusions(need, candidate, now))
    by_sms = candidate.reachable_by_sms
    if causes:
        return Verdict(candidate.responder_id, False, None, 0.0, by_sms, causes)
    reasons = tuple(_grounds(need, candidate, now, policy))
    score = round(sum(reason.weight for reason in reasons), 6)
    return Verdict(candidate.responder_id, True, _tier(candidate), score, by_sms, reasons)


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


def _grounds(
    need: NeedFacts, candidate: CandidateFacts, now: datetime, policy: Policy
) -> Iterator[Reason]:
    if candidate.chosen_by_person:
        yield Reason("chosen_by_person")
    if candidate.usual:
        yield Reason("usual_carer")
    yield Reason(_zone_code(candidate), {"commune": need.commune})
    yield _availability(candidate, now, policy)
    yield _fairness(candidate, policy)
    yield _distance(need, candidate, policy)
    yield _load(candidate, policy)
    if not candidate.reachable_by_sms:
        yield Reason("phone_only")


def _zone_code(candidate: CandidateFacts) -> str:
    if candidate.covers_commune:
        return "covers_commune"
    return "covers_neighbour" if candidate.covers_neighbour else "outside_declared_zone"


def _availability(candidate: CandidateFacts, now: datetime, policy: Policy) -> Reason:
    floor, weight = policy.unknown_availability, policy.weight_availability
    if candidate.available == "unknown":
        return Reason("availability_unknown", weight=weight * floor)
    declared = candidate.availability_declared_at
    if declared is None:
        return Reason("availability_undated", weight=weight * floor)
    hours = _age(declared, now)
    kept: float = 2 ** (-hours / policy.freshness_half_life_hours)
    return Reason("declared_available", {"hours": hours}, weight * (floor + (1 - floor) * kept))


def _age(declared: datetime, now: datetime) -> float:
    """Hours since the declaration; one dated in the future counts as made now."""
    return max(0.0, (now - declared).total_seconds() / 3600)


def _fairness(candidate: CandidateFacts, policy: Policy) -> Reason:
    offers, capacity = candidate.offers_last_week, candidate.declared_capacity_last_week
    data = {"offers": offers, "capacity": capacity}
    return Reason(
        "fairness", data, policy.weight_fairness * (capacity + 1) / (capacity + offers + 2)
    )


def _distance(need: NeedFacts, candidate: CandidateFacts, policy: Policy) -> Reason:
    if need.lon is None or need.lat is None or candidate.lon is None or candidate.lat is None:
        return Reason("distance_unknown", weight=policy.weight_distance * policy.unknown_distance)
    road = road_estimate(haversine_km(need.lon, need.lat, candidate.lon, candidate.lat))
    nearness: float = 2 ** (-road.minutes / policy.distance_half_minutes)
    data = {"km": round(road.km, 1), "minutes": round(road.minutes)}
    return Reason("distance", data, policy.weight_distance * nearness)


def _load(candidate: CandidateFacts, policy: Policy) -> Reason:
    live, limit = candidate.live_offers, candidate.live_limit
    return Reason(
        "live_load", {"live": live, "limit": limit}, policy.weight_load * (limit - live) / limit
    )
