"""Taking back: offers no longer needed, a carer who cannot, a need that is over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q

from maillon.apps.desk import access, seats
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import owe, supersede
from maillon.apps.desk.actions.searching import start_search, stop_search
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import CANCELLATIONS, REQUESTER_WORDS, delays
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import outbox
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, Viewer

__all__ = [
    "ABOUT_CARER",
    "cancel_need",
    "free_seat",
    "release_carers",
    "release_full",
    "release_offers",
    "withdraw_assignment",
]

NOT_HER_WORD = frozenset({"person_refuses", "unreachable"})
HEARD = ("reached", "colleague", "received")
SAID_BY_REQUESTER = frozenset({"requester_cancelled"})
ABOUT_CARER = ("give_details", "confirm_care", "tell_gp")


def release_offers(
    need: Need, state: str, template: str, *, now: datetime, responder_id: UUID | None = None
) -> int:
    """End the open offers of a need and tell each phone at once; quiet hours do not hold it.

    A message still in the outbox is cancelled instead: who was never asked is not told.
    ``responder_id`` ends hers only.
    """
    living = Offer.objects.filter(need=need, state__in=(Offer.State.OPEN, Offer.State.EXPIRED))
    if responder_id is not None:
        living = living.filter(responder_id=responder_id)
    offers = list(living.select_related("responder"))
    ended = living.filter(pk__in=[offer.pk for offer in offers]).update(state=state)
    _tell(offers, need.request, template, now)
    return ended


def release_full(need: Need, *, now: datetime) -> None:
    """End the offers that asked about one shift only, now full while others are searched."""
    held = Count("shift__assignments", filter=Q(shift__assignments__withdrawn_at=None))
    full = (
        Offer.objects.filter(need=need, shift__isnull=False)
        .filter(state__in=(Offer.State.OPEN, Offer.State.EXPIRED))
        .annotate(held=held)
        .filter(held__gte=F("shift__seats"))
    )
    offers = list(full.select_related("responder"))
    Offer.objects.filter(pk__in=[offer.pk for offer in offers]).update(state=Offer.State.TAKEN)
    _tell(offers, need.request, "taken", now)


def _tell(offers: Sequence[Offer], request: ServiceRequest, template: str, now: datetime) -> None:
    """A word to each phone whose open offer had left; an offer not yet sent never leaves."""
    unsent = outbox.cancel_each("offer", [offer.pk for offer in offers])
    told = [o for o in offers if o.pk not in unsent and _still_awaits(o, now)]
    outbox.queue_news((_news(offer, request, template) for offer in told), now=now)


def _still_awaits(offer: Offer, now: datetime) -> bool:
    """Asked by SMS, and the hour she was given has not come: a wave may have ended sooner than
    its hour, under a clock that was wrong and was put right.
    """
    waits = offer.state == Offer.State.OPEN or offer.expires_at > now
    return waits and offer.channel == Offer.Channel.SMS


def _news(offer: Offer, request: ServiceRequest, template: str) -> outbox.News:
    return outbox.News(
        template=template,
        params={"reference": request.reference},
        phone=offer.responder.phone,
        organization_id=request.organization_id,
        key=f"{template}:{offer.pk}",
        about=("offer_ended", offer.pk),
    )


def withdraw_assignment(
    *, assignment_id: UUID, reason: str, by: Viewer, now: datetime
) -> ServiceRequest:
    """A carer gives one seat back: it is searched again, with memory of who was asked.

    Her other seats stay hers. A requester already told that she comes is owed the news; so is
    a carer who did not give it back herself. Raises ``Refused('assignment_over')``.
    """
    behind = ("need__request__desk", "offer__responder", "offer__need__request", "shift")
    held = Assignment.objects.select_related(*behind).filter(pk=assignment_id).first()
    if held is None:
        raise NotFound
    access.require_hand(by, held.need.request_id, held.responder_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(held.need.request_id)
        free_seat(held, request, reason, by=by, now=now)
        _search_again(request, held, by, now)
        return progress.refresh(request, by=by, now=now)


def free_seat(
    held: Assignment, request: ServiceRequest, reason: str, *, by: Viewer, now: datetime
) -> None:
    """She leaves one seat, and what was owed to her or about her is over; nothing is searched.

    The caller holds the request. Raises ``Refused('assignment_over')``.
    """
    taken = Assignment.objects.filter(pk=held.pk, withdrawn_at=None, begun_at=None).update(
        withdrawn_at=now, withdrawn_reason=reason
    )
    if not taken:
        raise Refused("assignment_over")
    _leave_offer(held.offer_id)
    if reason == "replaced":
        _replaced(held, request, now)
    elif reason in NOT_HER_WORD:
        _no_longer_hers([held.offer], request, now)
    supersede(held.need, ("give_details", "confirm_care"), by=by, now=now, assignment=held)
    record(
        act="desk.withdrawn",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=[("request", request.pk), ("need", held.need_id)],
        data={
            "responder": str(held.responder_id),
            "reason": reason,
            "shifts": [held.shift.number],
        },
    )


def _replaced(held: Assignment, request: ServiceRequest, now: datetime) -> None:
    """One seat of hers goes to somebody else; what else she holds stands."""
    if not held.offer.responder.sms_ok:
        return
    news = outbox.News(
        template="seat_replaced",
        params={"reference": request.reference},
        phone=held.offer.responder.phone,
        organization_id=request.organization_id,
        key=f"replaced:{held.pk}",
        about=("assignment", held.pk),
    )
    outbox.queue_news([news], now=now)


def _leave_offer(offer_id: UUID) -> None:
    """Her offer ends with the last seat it gave her."""
    if not Assignment.objects.filter(offer_id=offer_id, withdrawn_at=None).exists():
        Offer.objects.filter(pk=offer_id).update(state=Offer.State.WITHDRAWN)


def _search_again(request: ServiceRequest, held: Assignment, by: Viewer, now: datetime) -> None:
    need = held.need
    need.request, need.reopened_at = request, now
    need.save(update_fields=["reopened_at"])
    told = Callback.objects.filter(
        need=need,
        kind__in=("found", "not_found_yet"),
        outcome__in=HEARD,
        closed_at__gte=held.accepted_at,
    ).exists()
    supersede(need, ("tell_gp", "found"), by=by, now=now)
    # Whoever still thinks about another shift of this need may take this one too.
    need.offers.filter(state=Offer.State.OPEN).exclude(shift=held.shift).update(shift=None)
    start_search(request=request, need=need, by=by, now=now)
    if told:
        moment = due(
            request.desk, now, delays(seats.urgency(need, seats.free_shifts(need, now), now)).tell
        )
        owe(request, "not_found_yet", due_at=moment, now=now, need=need)


def cancel_need(*, need_id: UUID, reason: str, by: AccountViewer, now: datetime) -> ServiceRequest:
    """The need is over without care: solved otherwise, hospitalised, the person objects…

    Whoever asked is owed one more word, "stopped", unless she is the one who stopped it.
    Raises ``Refused``: ``cancellation_reason``, ``need_over``, ``request_closed``.
    """
    need = Need.objects.filter(pk=need_id).first()
    if need is None:
        raise NotFound
    access.check_request(by, need.request_id, now=now)
    if reason not in CANCELLATIONS:
        raise Refused("cancellation_reason")
    with transaction.atomic():
        request = progress.lock_open(need.request_id)
        need.refresh_from_db()
        if need.state in Need.SETTLED:
            raise Refused("need_over")
        stop_search(need, now=now)
        release_offers(need, Offer.State.WITHDRAWN, "withdrawn", now=now)
        release_carers(need, reason, now)
        supersede(need, (*ABOUT_CARER, *REQUESTER_WORDS), by=by, now=now)
        need.state, need.cancelled_reason = Need.State.CANCELLED, reason
        need.save(update_fields=["state", "cancelled_reason"])
        _owe_the_end(request, need, now)
        _end_triage(request, now)
        record(
            act="desk.cancelled",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", need.pk)],
            data={"reason": reason},
        )
        return progress.refresh(request, by=by, now=now)


def _owe_the_end(request: ServiceRequest, need: Need, now: datetime) -> None:
    """The requester hears that nobody comes, and why, unless the end came from her or nobody
    ever told her anything of a request that was a mistake.
    """
    reason = need.cancelled_reason
    if reason in SAID_BY_REQUESTER or (reason == "mistake" and not _was_told(need)):
        return
    moment = due(request.desk, now, delays(request.urgency).tell)
    owe(request, "stopped", due_at=moment, now=now, need=need)


def _was_told(need: Need) -> bool:
    told = Callback.objects.filter(need=need, kind__in=REQUESTER_WORDS)
    return told.filter(outcome__in=HEARD).exists()


def release_carers(need: Need, reason: str, now: datetime) -> None:
    """Whoever was to come for this need is told that it is no longer hers; a watch already stood
    stays to whoever stood it.
    """
    living = Assignment.objects.filter(need=need, withdrawn_at=None)
    to_come = living.filter(begun_at=None)
    offers = list(
        Offer.objects.select_related("responder").filter(pk__in=to_come.values("offer_id"))
    )
    to_come.update(withdrawn_at=now, withdrawn_reason=reason[:24])
    over = Offer.objects.filter(pk__in=[one.pk for one in offers])
    over.exclude(pk__in=living.values("offer_id")).update(state=Offer.State.WITHDRAWN)
    _no_longer_hers(offers, need.request, now)


def _no_longer_hers(offers: Sequence[Offer], request: ServiceRequest, now: datetime) -> None:
    told = [_news(one, request, "withdrawn") for one in offers if one.responder.sms_ok]
    outbox.queue_news(told, now=now)


def _end_triage(request: ServiceRequest, now: datetime) -> None:
    waiting = request.needs.exclude(state__in=Need.SETTLED)
    if request.triaged_at is None and not waiting.exists():
        request.triaged_at, request.triage = now, "cancelled"
        request.save(update_fields=["triaged_at", "triage"])
