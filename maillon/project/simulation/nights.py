"""Who stands in which night of a house, counted plainly: what no yes, late, doubled or vague, may
do to several seats (I3, I12, I13)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.desk.models import Assignment, Offer, Shift
from maillon.apps.journal.models import Entry

__all__ = ["Place", "choices", "gave_back", "held_by", "lost_at", "wrongly_seated"]

Place = tuple[UUID, int]  # a need, and the number of one of its nights


def held_by(phone_index: str) -> set[Place]:
    """The nights that telephone holds."""
    living = Assignment.objects.filter(responder__phone_index=phone_index, withdrawn_at=None)
    nights = living.filter(shift__starts_at__isnull=False)
    return set(nights.values_list("need_id", "shift__number"))


def choices(phone_index: str, now: datetime) -> dict[UUID, int]:
    """Of each need that telephone was asked about, how many nights it could take."""
    asked = Offer.objects.filter(responder__phone_index=phone_index)
    watches = Shift.objects.filter(need__offers__in=asked, ends_at__gt=now).distinct()
    hers = Assignment.objects.filter(responder__phone_index=phone_index, shift__ends_at__gt=now)
    gone = set(hers.filter(withdrawn_at__isnull=False).values_list("shift_id", flat=True))
    busy = list(hers.filter(withdrawn_at=None).values_list("shift__starts_at", "shift__ends_at"))
    living = Assignment.objects.filter(shift__in=watches, withdrawn_at=None)
    sat = Counter(living.values_list("shift_id", flat=True))
    found: dict[UUID, int] = defaultdict(int)
    rows: Iterable[Any] = watches.values_list("need_id", "pk", "seats", "starts_at", "ends_at")
    for need, shift, seats, starts, ends in rows:
        stands = any(first < ends and starts < last for first, last in busy)
        found[need] += sat[shift] < seats and shift not in gone and not stands
    return found


def gave_back(offer: Offer) -> bool:
    """Whether she had given back the one place this asks about, or every one of the need."""
    gone = offer.need.assignments.filter(withdrawn_at__isnull=False, responder=offer.responder_id)
    places = set(gone.values_list("shift_id", flat=True))
    if offer.shift_id is not None or not places:
        return offer.shift_id in places
    return places >= set(offer.need.shifts.values_list("pk", flat=True))


def lost_at(offer: Offer) -> datetime:
    """When what this asked about was last taken, or no longer looked for."""
    held = offer.need.assignments.order_by("-accepted_at")
    if offer.shift_id is not None:
        held = held.filter(shift=offer.shift_id)
    taken = held.values_list("accepted_at", flat=True).first() or offer.expires_at
    given_up = Entry.objects.filter(
        act="desk.seats_given_up", subjects__kind="need", subjects__object_id=offer.need_id
    )
    return max([taken, *given_up.values_list("occurred_at", flat=True)])


def wrongly_seated(
    asked: Mapping[str, tuple[int, ...]], now: datetime
) -> Iterator[tuple[str, str]]:
    """Of those who sat down just now in a house's nights: what may not be, by its invariant.

    ``asked``: by reference, how many the caller wanted each night.
    """
    fresh = Assignment.objects.filter(
        accepted_at=now, withdrawn_at=None, shift__starts_at__isnull=False
    )
    for one in fresh.select_related("shift", "need__request", "offer"):
        name = f"demande {one.need.request.reference}, garde {one.shift.number}"
        here = Assignment.objects.filter(shift=one.shift)
        sitting = list(here.filter(withdrawn_at=None).values_list("responder_id", flat=True))
        wanted = asked.get(one.need.request.reference)
        if wanted is not None and len(sitting) > wanted[one.shift.number - 1]:
            yield "I3", f"{name} : {len(sitting)} personnes pour {wanted[one.shift.number - 1]}"
        if sitting.count(one.responder_id) > 1:
            yield "I3", f"{name} : deux places pour une personne"
        elsewhere = Assignment.objects.filter(
            responder=one.responder_id, withdrawn_at=None,
            shift__starts_at__lt=one.shift.ends_at, shift__ends_at__gt=one.shift.starts_at,
        )  # fmt: skip
        if elsewhere.exclude(shift=one.shift).exists():
            yield "I3", f"{name} : une autre garde aux mêmes heures"
        left = here.filter(responder=one.responder_id, withdrawn_at__isnull=False)
        if one.offer.answer_channel == "sms" and left.exists():
            yield "I13", f"{name} : à nouveau à qui l’avait rendue"
