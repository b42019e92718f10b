"""The seats of a need: which shifts are still free, and who may sit where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, F, Q, QuerySet

from maillon.apps.desk.models import Assignment, Need, Offer, Shift
from maillon.kernel.prepared import Prepared

__all__ = [
    "asked_about",
    "free_in",
    "free_shifts",
    "overlap",
    "possible",
    "seats_left",
    "soonest",
    "urgency",
]

# How pressing a watch is, by the time left before it begins.
PRESSING = (
    (timedelta(hours=2), "immediate"),
    (timedelta(hours=12), "today"),
    (timedelta(hours=48), "within_48h"),
)
ORDER = ("immediate", "today", "within_48h", "planned")

COLUMNS: Final = tuple(field.attname for field in Shift._meta.concrete_fields)


def _left(needs: Iterable[UUID], now: datetime) -> QuerySet[Shift, Any]:
    held = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    counted = Shift.objects.filter(need__in=needs).annotate(held=held)
    left = counted.filter(held__lt=F("seats")).filter(Q(ends_at=None) | Q(ends_at__gt=now))
    return left.order_by("number").values_list(*COLUMNS)


_LEFT: Final = Prepared(_left, [UUID], datetime)


def free_in(needs: Iterable[UUID], now: datetime) -> dict[UUID, list[Shift]]:
    """Per need, the shifts with a seat left and not over yet, in order; one statement."""
    found: dict[UUID, list[Shift]] = defaultdict(list)
    for row in _LEFT.rows(list(needs), now):
        shift = Shift.from_db(DEFAULT_DB_ALIAS, COLUMNS, row)
        found[shift.need_id].append(shift)
    return found


def free_shifts(need: Need, now: datetime) -> list[Shift]:
    """The shifts of one need with a seat left and not over yet, in order."""
    return free_in([need.pk], now).get(need.pk, [])


def seats_left(need: Need) -> bool:
    """Whether any seat of the need is free, even in a shift that is over."""
    return bool(_FREE.rows(need.pk))


def _free(need_id: UUID) -> "QuerySet[Shift, Any]":
    held = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    some = Shift.objects.filter(need=need_id).annotate(held=held)
    return some.filter(held__lt=F("seats")).values_list("pk")[:1]


_FREE: Final = Prepared(_free, UUID)


def overlap(one: Shift, other: Shift) -> bool:
    """Whether nobody could stand in both: two watches that share a moment, or the same shift."""
    if one.pk == other.pk:
        return True
    if None in (one.starts_at, one.ends_at, other.starts_at, other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at  # type: ignore[operator]


def possible(
    need: Need, responders: Iterable[UUID], free: Sequence[Shift], *, again: bool = False
) -> dict[UUID, list[Shift]]:
    """For each responder the free shifts she may take: not hers already, none that overlaps
    what she holds anywhere, none she gave back (unless ``again``).
    """
    ids = list(responders)
    holds = _held(ids, free)
    gave = {} if again else _given_back(need, ids)
    return {
        pk: [
            shift
            for shift in free
            if shift.pk not in gave.get(pk, ()) and not _taken(shift, holds.get(pk, ()))
        ]
        for pk in ids
    }


def _taken(shift: Shift, held: Iterable[Shift]) -> bool:
    return any(overlap(shift, other) for other in held)


def _held(ids: Sequence[UUID], free: Sequence[Shift]) -> Mapping[UUID, list[Shift]]:
    """The shifts each one holds that could stand in the way of a free one."""
    if not ids or not free:
        return {}
    same = [shift.pk for shift in free]
    watches = [shift for shift in free if shift.starts_at is not None]
    if watches:
        first = min(shift.starts_at for shift in watches if shift.starts_at)
        last = max(shift.ends_at for shift in watches if shift.ends_at)
        rows = _NEAR.objects(same, ids, first, last)
    else:
        rows = _SAME.objects(same, ids)
    found: dict[UUID, list[Shift]] = defaultdict(list)
    for held in rows:
        found[held.responder_id].append(held.shift)
    return found


def _living(near: Q, ids: Sequence[UUID]) -> "QuerySet[Assignment]":
    held = Assignment.objects.filter(near, responder_id__in=ids, withdrawn_at=None)
    return held.select_related("shift").defer("comes")


_SAME: Final = Prepared(lambda same, ids: _living(Q(shift__in=same), ids), [UUID], [UUID])
_NEAR: Final = Prepared(
    lambda same, ids, first, last: _living(
        Q(shift__in=same) | Q(shift__starts_at__lt=last, shift__ends_at__gt=first), ids
    ),
    [UUID],
    [UUID],
    datetime,
    datetime,
)


def _given_back(need: Need, ids: Sequence[UUID]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for responder, shift in _GONE.rows(need.pk, list(ids)):
        found[responder].add(shift)
    return found


_GONE: Final = Prepared(
    lambda need_id, ids: Assignment.objects.filter(
        need=need_id, withdrawn_at__isnull=False, responder_id__in=ids
    ).values_list("responder_id", "shift_id"),
    UUID,
    [UUID],
)


def asked_about(offer: Offer, now: datetime, *, again: bool = False) -> list[Shift]:
    """The shifts that a yes to this offer may take now; none when all are held or in the way."""
    free = free_shifts(offer.need, now)
    if offer.shift_id is not None:
        free = [shift for shift in free if shift.pk == offer.shift_id]
    return possible(offer.need, [offer.responder_id], free, again=again)[offer.responder_id]


def soonest(shifts: Iterable[Shift]) -> datetime | None:
    """When the first of these watches begins; None for care without hours."""
    return min((shift.starts_at for shift in shifts if shift.starts_at), default=None)


def urgency(need: Need, free: Iterable[Shift], now: datetime) -> str:
    """How pressing the search is: what intake said, and how soon the next free watch begins.

    A seat given back counts by its own watch alone, whatever the first call said.
    """
    said = need.request.urgency
    start = soonest(free)
    if start is None:
        return said
    by_start = next((code for span, code in PRESSING if start - now <= span), "planned")
    if need.reopened_at is not None:
        return by_start
    return min(said, by_start, key=ORDER.index)
