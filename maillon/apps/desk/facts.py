"""The facts the dispatch engine reads, gathered in a handful of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from maillon.apps.care import queries as care
from maillon.apps.desk import seats
from maillon.apps.desk.models import Assignment, Desk, Need, Offer, Shift, Wave
from maillon.apps.desk.timing import hours_of
from maillon.apps.desk.vocabulary import NEEDS
from maillon.apps.directory import queries as directory
from maillon.engines.dispatch import (
    CandidateFacts,
    NeedFacts,
    Policy,
    Ranked,
    Verdict,
    WavePlan,
    Windows,
    judge,
    next_loud,
    plan_waves,
    rank,
)
from maillon.kernel.access import SYSTEM
from maillon.kernel.prepared import Prepared

__all__ = [
    "candidate_facts",
    "loud",
    "need_facts",
    "next_waves",
    "policy_of",
    "ranking",
    "verdict_on",
]

WEEK = timedelta(days=7)
NONE = (0, 0)
REFUSAL_STANDS = timedelta(hours=24)  # in a search begun again, who said no is left in peace


def policy_of(overrides: Mapping[str, Any]) -> Policy:
    """The desk's own dispatch values over the defaults.

    Times are written HH:MM, windows as minutes per urgency: ``{"immediate": 15, …}``.
    """
    changes = {name: _read(name, value) for name, value in overrides.items()}
    return replace(Policy.default(), **changes)


def _read(name: str, value: Any) -> Any:
    if name.startswith("quiet_"):
        return time.fromisoformat(value)
    if name.endswith("_window"):
        return Windows.minutes(**value)
    return tuple(value) if isinstance(value, list) else value


def next_waves(need: Need, now: datetime) -> tuple[tuple[WavePlan, ...], dict[str, Ranked]]:
    """The waves still to come, on the facts of now, and the ranking behind them."""
    free = seats.free_shifts(need, now)
    ranked = _ranked(need, free, now)
    policy = _remaining(need, policy_of(need.request.desk.policy))
    asked = _need_facts(need, free, now)
    plans = plan_waves(asked, ranked, now, policy, hours_of(need.request.desk))
    return plans, {r.responder_id: r for r in ranked}


def _remaining(need: Need, policy: Policy) -> Policy:
    """The policy less the waves already opened, so that planning again goes forward.

    A search begun again begins with the first wave.
    """
    waves = Wave.objects.filter(need=need, opened_at__isnull=False)
    if need.reopened_at is not None:
        waves = waves.filter(opened_at__gte=need.reopened_at)
    opened = dict(waves.values_list("kind").annotate(n=Count("pk")))
    return replace(
        policy,
        zone_wave_sizes=policy.zone_wave_sizes[opened.get("zone", 0) :],
        neighbour_wave_sizes=policy.neighbour_wave_sizes[opened.get("neighbours", 0) :],
    )


def ranking(need: Need, now: datetime) -> tuple[Ranked, ...]:
    """Who may be asked for this need now, in the order of asking, with reasons."""
    return _ranked(need, seats.free_shifts(need, now), now)


def _ranked(need: Need, free: Sequence[Shift], now: datetime) -> tuple[Ranked, ...]:
    policy = policy_of(need.request.desk.policy)
    return rank(_need_facts(need, free, now), _candidates(need, free, now), now, policy)


def verdict_on(need: Need, responder_id: UUID, now: datetime) -> Verdict | None:
    """The answer to "why not her?" for any responder; ``None`` when she is unknown."""
    free = seats.free_shifts(need, now)
    found = _candidates(need, free, now, only=responder_id)
    policy = policy_of(need.request.desk.policy)
    return judge(_need_facts(need, free, now), found[0], now, policy) if found else None


def loud(desk: Desk, at: datetime) -> datetime:
    """``at``, or the end of the desk's quiet hours when it falls in them."""
    policy = policy_of(desk.policy)
    return next_loud(at, policy.quiet_start, policy.quiet_end, ZoneInfo(desk.timezone))


def need_facts(need: Need, now: datetime) -> NeedFacts:
    """The need as the engine reads it now."""
    return _need_facts(need, seats.free_shifts(need, now), now)


def _need_facts(need: Need, free: Sequence[Shift], now: datetime) -> NeedFacts:
    request = need.request
    tz = ZoneInfo(request.desk.timezone)
    day = datetime.combine(need.starts_on, time(8), tzinfo=tz).astimezone(UTC)
    starts = seats.soonest(free) or day
    return NeedFacts(
        code=need.code,
        professions=NEEDS[need.code].professions,
        commune=request.commune_id,
        lon=request.commune.longitude,
        lat=request.commune.latitude,
        urgency=seats.urgency(need, free, now),  # type: ignore[arg-type]
        starts_at=starts,
        part_of_day=need.part_of_day,
        only_day=_only_day(need),
    )


def _candidates(
    need: Need, free: Sequence[Shift], now: datetime, only: UUID | None = None
) -> tuple[CandidateFacts, ...]:
    around = care.around(need.request.patient_id, now=now)
    usual = {*around.usual, *_goes_on(need)}
    rows = directory.candidates(
        SYSTEM,
        professions=() if only else NEEDS[need.code].professions,
        commune=need.request.commune_id,
        also={only} if only else {*usual, *around.chosen},
    )
    ids = [row.id for row in rows]
    counts = _offer_counts(ids, now)
    asked, withdrawn, busy = _history(need, ids, free, now)
    return tuple(
        candidate_facts(
            row,
            usual=row.id in usual,
            chosen_by_person=row.id in around.chosen,
            refused_by_person=row.id in around.refused,
            live_offers=counts.get(row.id, NONE)[0],
            offers_last_week=counts.get(row.id, NONE)[1],
            outside_hours=not _at_her_hours(row.works, need),
            already_asked=row.id in asked,
            withdrawn=row.id in withdrawn,
            busy=row.id in busy,
        )
        for row in rows
    )


def candidate_facts(row: directory.ResponderFacts, **told: Any) -> CandidateFacts:
    """A responder of the directory as the engine reads her; ``told``: what this need adds."""
    return CandidateFacts(
        responder_id=str(row.id),
        professions=_trade(row.profession),
        takes=row.takes,
        covers_commune=row.covers_commune,
        covers_neighbour=row.covers_neighbour,
        lon=row.lon,
        lat=row.lat,
        opted_out=row.opted_out,
        paused_until=row.paused_until,
        available=row.availability,  # type: ignore[arg-type]
        availability_declared_at=row.availability_declared_at,
        live_limit=row.live_limit,
        declared_capacity_last_week=row.weekly_capacity,
        reachable_by_sms=row.sms_ok,
        **told,
    )


def _at_her_hours(told: dict[str, list[Any]] | None, need: Need) -> bool:
    """Whether she works at that part of the day; and that day, for a need of one day."""
    works = directory.works_of(told)
    return works is None or works.at(need.part_of_day, _only_day(need))


def _only_day(need: Need) -> int | None:
    return need.starts_on.weekday() if need.frequency == "once" else None


@lru_cache(maxsize=256)
def _trade(profession: str) -> frozenset[str]:
    return frozenset({profession})


def _counts(since: datetime, ids: Iterable[UUID]) -> QuerySet[Offer, Any]:
    live, week = Q(state=Offer.State.OPEN), Q(made_at__gt=since)
    mine = Offer.objects.filter(live | week, responder_id__in=ids).values_list("responder_id")
    return mine.annotate(live=Count("pk", filter=live), week=Count("pk", filter=week))


_COUNTS: Final = Prepared(_counts, datetime, [UUID])
_ASKED: Final = Prepared(
    lambda need_id: Offer.objects.filter(need=need_id).values_list("responder_id"), UUID
)
_GAVE_BACK: Final = Prepared(
    lambda need_id: Assignment.objects.filter(need=need_id, withdrawn_at__isnull=False).values_list(
        "responder_id"
    ),
    UUID,
)


def _offer_counts(ids: Iterable[UUID], now: datetime) -> dict[UUID, tuple[int, int]]:
    """Live offers, and offers made in the last seven days, per responder who has some."""
    counted = _COUNTS.rows(now - WEEK, list(ids))
    return {pk: (open_now, lately) for pk, open_now, lately in counted}


def _goes_on(need: Need) -> set[UUID]:
    """Who holds the care that this need prolongs: she is asked first."""
    if need.renews_id is None or need.replaces:
        return set()
    return _came_before(need)


def _came_before(need: Need) -> set[UUID]:
    held = Assignment.objects.filter(need=need.renews_id, withdrawn_at=None)
    return set(held.values_list("responder_id", flat=True))


def _may_sit(
    need: Need, ids: Sequence[UUID], free: Sequence[Shift], gave_back: set[UUID]
) -> set[UUID]:
    """Who could take a seat still free; one seat without hours is in nobody's way."""
    if all(shift.starts_at is None and shift.seats == 1 for shift in free):
        return set(ids) - gave_back
    return {pk for pk, shifts in seats.possible(need, ids, free).items() if shifts}


def _history(
    need: Need, ids: Sequence[UUID], free: Sequence[Shift], now: datetime
) -> tuple[set[UUID], set[UUID], set[UUID]]:
    """Who was asked; who gave back all she could take; who is busy elsewhere at those hours.

    In a search begun again: whoever was asked since, still holds an offer, or said no lately.
    """
    asked = _asked(need, now)
    gave_back = {pk for (pk,) in _GAVE_BACK.rows(need.pk)}
    if need.replaces:
        gave_back |= _came_before(need)
    in_the_way = set(ids) - _may_sit(need, ids, free, gave_back)
    return asked, in_the_way & gave_back, in_the_way - gave_back


def _asked(need: Need, now: datetime) -> set[UUID]:
    if need.reopened_at is None:
        return {pk for (pk,) in _ASKED.rows(need.pk)}
    lately = Q(state=Offer.State.DECLINED, answered_at__gt=now - REFUSAL_STANDS)
    standing = Q(state=Offer.State.OPEN) | Q(made_at__gte=need.reopened_at)
    return set(need.offers.filter(lately | standing).values_list("responder_id", flat=True))
