"""Sitting down: a guarded insert behind two partial unique indexes (I3)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.desk import seats
from maillon.apps.desk.models import Assignment, Offer, Shift
from maillon.apps.directory.models import Responder

__all__ = ["hold_responder", "sit"]


def hold_responder(responder_id: UUID) -> None:
    """Let nobody else seat this responder until the end of the transaction: her watches at
    two desks cannot be compared by any index.
    """
    Responder.objects.select_for_update(of=("self",)).filter(pk=responder_id).values_list(
        "pk"
    ).first()


def sit(
    offer: Offer, wanted: Sequence[Shift], comes: Sequence[str], now: datetime
) -> tuple[list[Assignment], list[Shift]]:
    """One seat in each shift wanted for each who comes, in order; the shifts where one got none.

    ``comes`` has one name, often empty; behind a shared line, as many as go together. Of two
    shifts that overlap she gets the first. The caller holds the request and has checked that
    each shift is one she may take.
    """
    taken: list[Assignment] = []
    missed: list[Shift] = []
    for shift in wanted:
        clear = not any(seats.overlap(shift, one.shift) for one in taken)
        sat = [
            _one(offer, shift, name, hand, now) if clear else None
            for hand, name in enumerate(comes, 1)
        ]
        taken += [one for one in sat if one is not None]
        if None in sat:
            missed.append(shift)
    return taken, missed


def _one(offer: Offer, shift: Shift, comes: str, hand: int, now: datetime) -> Assignment | None:
    taken: Collection[int] = set(
        Assignment.objects.filter(shift=shift, withdrawn_at=None).values_list("seat", flat=True)
    )
    for seat in range(1, shift.seats + 1):
        if seat in taken:
            continue
        try:
            with transaction.atomic():
                return Assignment.objects.create(
                    need=offer.need,
                    shift=shift,
                    seat=seat,
                    responder_id=offer.responder_id,
                    offer=offer,
                    hand=hand,
                    comes=comes,
                    accepted_at=now,
                )
        except IntegrityError:
            continue
    return None
