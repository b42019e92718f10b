"""First valid acceptance wins, exactly once (I3)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import Word, owe_each, supersede
from maillon.apps.desk.actions.searching import advance_if_all_answered, stop_search
from maillon.apps.desk.actions.withdrawing import release_offers
from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest
from maillon.apps.desk.timing import due, local_day, local_moment
from maillon.apps.desk.vocabulary import REFUSALS, delays
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import outbox
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import Viewer

__all__ = ["Acceptance", "accept_offer", "decline_offer"]

ANSWERABLE = (Offer.State.OPEN, Offer.State.EXPIRED)
BY_CALL = (*ANSWERABLE, Offer.State.DECLINED)  # on the phone she may think again
EVENING = time(18, 0)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of a yes."""

    kind: Literal["accepted", "already_yours", "taken", "withdrawn"]
    offer_id: UUID
    assignment_id: UUID | None = None


def accept_offer(*, offer_id: UUID, channel: str, by: Viewer, now: datetime) -> Acceptance:
    """Take the seat if it is free: a guarded insert behind a partial unique index.

    A yes after the wave's end still counts while the need is searched, and on the phone a
    yes after a no. Said twice, the second changes nothing. The others are told in the same
    transaction. Raises ``NotFound`` for whoever may not answer for that carer.
    """
    answerable = BY_CALL if channel == "call" else ANSWERABLE
    seen = _standing(offer_id)
    access.require_hand(by, seen.request_id, seen.responder_id, now=now)
    if seen.is_lost(answerable):
        return seen.lost()  # most of a crowd comes too late: it waits for nobody
    with transaction.atomic():
        progress.hold(seen.request_id)
        seen = _standing(offer_id)
        if seen.state == Offer.State.ACCEPTED:
            return Acceptance("already_yours", offer_id, _assignment_of(offer_id))
        if seen.is_lost(answerable):
            return seen.lost()
        return _first(_held(offer_id), channel, by, now)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How an offer stands; it may change until its request is held."""

    offer_id: UUID
    request_id: UUID
    responder_id: UUID
    state: str
    need_state: str

    def is_lost(self, answerable: tuple[str, ...]) -> bool:
        """Whether a yes comes too late, for an offer that is not already hers."""
        if self.state == Offer.State.ACCEPTED:
            return False
        return self.state not in answerable or self.need_state != Need.State.SEARCHING

    def lost(self) -> Acceptance:
        """Taken by somebody else, or taken back."""
        gone = self.state == Offer.State.WITHDRAWN or self.need_state == Need.State.CANCELLED
        return Acceptance("withdrawn" if gone else "taken", self.offer_id)


def _standing(offer_id: UUID) -> _Standing:
    offers = Offer.objects.filter(pk=offer_id)
    found = offers.values_list("pk", "need__request_id", "responder_id", "state", "need__state")
    row = found.first()
    if row is None:
        raise NotFound
    return _Standing(*row)


def _held(offer_id: UUID) -> Offer:
    """The offer and all behind it, read once its request is held."""
    whole = Offer.objects.select_related("need__request__desk", "shift", "responder")
    return whole.get(pk=offer_id)


def _first(offer: Offer, channel: str, by: Viewer, now: datetime) -> Acceptance:
    assignment = _take_seat(offer, now)
    if assignment is None:
        Offer.objects.filter(pk=offer.pk).update(state=Offer.State.TAKEN)
        return Acceptance("taken", offer.pk)
    request = offer.need.request
    _accepted(offer, assignment, channel, by, now)
    _follow(request, offer.need, assignment, by, now)
    progress.refresh(request, by=by, now=now)
    return Acceptance("accepted", offer.pk, assignment.pk)


def _assignment_of(offer_id: UUID) -> UUID | None:
    return Assignment.objects.filter(offer_id=offer_id).values_list("pk", flat=True).first()


def _take_seat(offer: Offer, now: datetime) -> Assignment | None:
    taken = set(
        Assignment.objects.filter(shift_id=offer.shift_id, withdrawn_at=None).values_list(
            "seat", flat=True
        )
    )
    for seat in range(1, offer.shift.seats + 1):
        if seat in taken:
            continue
        try:
            with transaction.atomic():
                return Assignment.objects.create(
                    need=offer.need,
                    shift_id=offer.shift_id,
                    seat=seat,
                    responder_id=offer.responder_id,
                    offer=offer,
                    accepted_at=now,
                )
        except IntegrityError:
            continue
    return None


def _accepted(
    offer: Offer, assignment: Assignment, channel: str, by: Viewer, now: datetime
) -> None:
    Offer.objects.filter(pk=offer.pk).update(
        state=Offer.State.ACCEPTED, answered_at=now, answer_channel=channel
    )
    request = offer.need.request
    if channel != "call":
        thanks = outbox.News(
            template="accepted",
            params={"reference": request.reference},
            phone=offer.responder.phone,
            organization_id=request.organization_id,
            key=f"accepted:{assignment.pk}",
            about=("assignment", assignment.pk),
        )
        outbox.queue_news([thanks], now=now)
    record(
        act="desk.accepted",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=[("request", request.pk), ("need", offer.need_id)],
        participants=[("responder", offer.responder_id, None)],
        data={"responder": str(offer.responder_id), "channel": channel, "seat": assignment.seat},
    )


def _follow(
    request: ServiceRequest, need: Need, assignment: Assignment, by: Viewer, now: datetime
) -> None:
    """What an acceptance owes: details to the carer, "found" to the requester, the GP, proof."""
    desk, allowed = request.desk, delays(request.urgency)
    words = [
        Word("give_details", due(desk, now, allowed.details), assignment),
        _proof(request, need, assignment, now),
    ]
    if not _seats_left(need):
        _found(need, by, now)
        words.append(Word("found", due(desk, now, allowed.tell)))
        if request.gp_wish == ServiceRequest.GpWish.TELL:
            words.append(Word("tell_gp", due(desk, now, allowed.gp)))
    owe_each(request, need, words, now=now)


def _found(need: Need, by: Viewer, now: datetime) -> None:
    """Every seat is held: nobody else is asked, and those who were are told."""
    need.state = Need.State.FOUND
    need.save(update_fields=["state"])
    stop_search(need, now=now)
    release_offers(need, Offer.State.TAKEN, "taken", now=now)
    supersede(need, ("not_found_yet",), by=by, now=now)


def _seats_left(need: Need) -> bool:
    held = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    return need.shifts.annotate(held=held).filter(held__lt=F("seats")).exists()


def _proof(request: ServiceRequest, need: Need, assignment: Assignment, now: datetime) -> Word:
    """The carer is asked on the evening of the first day; without an answer, the desk calls."""
    desk = request.desk
    evening = local_moment(desk, max(need.starts_on, local_day(desk, now)), EVENING)
    ask_at = max(evening, now + timedelta(hours=1))
    jobs.enqueue(
        "desk.ask_proof",
        key=f"ask_proof:{assignment.pk}",
        run_at=ask_at,
        payload={"assignment": str(assignment.pk)},
    )
    return Word("confirm_care", due(desk, ask_at, timedelta(hours=2)), assignment)


def decline_offer(*, offer_id: UUID, reason: str, channel: str, by: Viewer, now: datetime) -> bool:
    """Note a no and its reason; widen at once when nobody asked can still say yes.

    ``False`` when the offer was already answered or gone: nothing changes.
    """
    if reason not in REFUSALS:
        raise Refused("refusal_reason")
    seen = _standing(offer_id)
    access.require_hand(by, seen.request_id, seen.responder_id, now=now)
    with transaction.atomic():
        progress.hold(seen.request_id)
        offer = _held(offer_id)
        changed = Offer.objects.filter(pk=offer.pk, state__in=ANSWERABLE).update(
            state=Offer.State.DECLINED, answered_at=now, answer_channel=channel, refusal=reason
        )
        if not changed:
            return False
        request = offer.need.request
        record(
            act="desk.declined",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", offer.need_id)],
            data={"responder": str(offer.responder_id), "reason": reason, "channel": channel},
        )
        advance_if_all_answered(offer.need, by=by, now=now)
        progress.refresh(request, by=by, now=now)
    return True
