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
    offer: Offer, wanted: Sequence[Shift], comes: str, now: datetime
) -> tuple[list[Assignment], list[Shift]]:
    """One seat in each shift wanted, in order, and the shifts where she got none.

    Of two that overlap she gets the first. The caller holds the request and has checked that
    each shift is one she may take.
    """
    taken: list[Assignment] = []
    missed: list[Shift] = []
    for shift in wanted:
        sat = None
        if not any(seats.overlap(shift, one.shift) for one in taken):
            sat = _one(offer, shift, comes, now)
        if sat is None:
            missed.append(shift)
        else:
            taken.append(sat)
    return taken, missed


def _one(offer: Offer, shift: Shift, comes: str, now: datetime) -> Assignment | None:
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
                    comes=comes,
                    accepted_at=now,
                )
        except IntegrityError:
            continue
    return None
