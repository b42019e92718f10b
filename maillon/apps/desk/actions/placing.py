"""What an agent does with one seat: somebody in it, somebody else in it, or nobody any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillon.apps.desk import access, facts, seats
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.accepting import accept_offer, found_all
from maillon.apps.desk.actions.caring import begin_need
from maillon.apps.desk.actions.offering import free_code
from maillon.apps.desk.actions.withdrawing import free_seat
from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest, Shift, Wave
from maillon.apps.directory.models import Responder
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["give_up_seats", "place_carer"]

# What an agent on the phone with a carer may not pass over.
FORBIDS = ("refused_by_person", "wrong_profession", "opted_out")


def place_carer(
    *,
    shift_id: UUID,
    responder_id: UUID,
    by: AccountViewer,
    now: datetime,
    instead_of: UUID | None = None,
) -> ServiceRequest:
    """A carer who said yes to the agent takes a seat of this shift, or that of another carer.

    Whoever is replaced is told; her other seats stay hers. One transaction: the seat is never
    seen empty and nobody else is asked for it. Raises ``Refused``: ``carer_cannot``,
    ``carer_busy``, ``shift_full``, ``assignment_over``, ``usual_carer_first``,
    ``need_over``.
    """
    shift = Shift.objects.select_related("need").filter(pk=shift_id).first()
    carer = Responder.objects.filter(pk=responder_id).first()
    if shift is None or carer is None:
        raise NotFound
    access.check_request(by, shift.need.request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(shift.need.request_id)
        need = Need.objects.select_related("request__desk", "request__commune").get(
            pk=shift.need_id
        )
        if need.state not in (Need.State.SEARCHING, Need.State.FOUND):
            raise Refused("need_over")
        _refuse_unfit(need, shift, carer, now)
        if instead_of is not None:
            _leave(need, shift, instead_of, request, by, now)
        _say_yes(need, shift, carer, by, now)
        return progress.refresh(request, by=by, now=now)


def _refuse_unfit(need: Need, shift: Shift, carer: Responder, now: datetime) -> None:
    alone = need.offers.filter(wave__kind="usual", state="open", wave__closes_at__gt=now)
    if alone.exclude(responder=carer).exists():
        raise Refused("usual_carer_first")
    verdict = facts.verdict_on(need, carer.pk, now)
    for reason in verdict.reasons if verdict else ():
        if reason.code in FORBIDS:
            raise Refused("carer_cannot")
    if not seats.possible(need, [carer.pk], [shift], again=True)[carer.pk]:
        raise Refused("carer_busy")


def _leave(
    need: Need,
    shift: Shift,
    assignment_id: UUID,
    request: ServiceRequest,
    by: AccountViewer,
    now: datetime,
) -> None:
    """The seat changes hands; it is not searched in between."""
    behind = ("offer__responder", "shift", "need")
    found = Assignment.objects.select_related(*behind).filter(pk=assignment_id, shift=shift)
    held = found.first()
    if held is None:
        raise NotFound
    free_seat(held, request, "replaced", by=by, now=now)
    need.state = Need.State.SEARCHING
    need.save(update_fields=["state"])


def _say_yes(need: Need, shift: Shift, carer: Responder, by: AccountViewer, now: datetime) -> None:
    held = Assignment.objects.filter(shift=shift, withdrawn_at=None).count()
    if held >= shift.seats:
        raise Refused("shift_full")
    offer = _asked_already(need, shift, carer) or _ask_now(need, shift, carer, now)
    accept_offer(offer_id=offer.pk, channel="call", by=by, now=now, shifts={shift.pk})


def _asked_already(need: Need, shift: Shift, carer: Responder) -> Offer | None:
    """Her own offer, where a yes to it takes this shift.

    One still open about another shift becomes about both: the code she was sent goes on naming
    it, and she answers one thing once.
    """
    asked = need.offers.filter(responder=carer, state=Offer.State.OPEN).first()
    if asked is None:
        held = need.offers.filter(responder=carer, state=Offer.State.ACCEPTED)
        return held.filter(shift=None).first()
    if asked.shift_id not in (None, shift.pk):
        Offer.objects.filter(pk=asked.pk).update(shift=None)
    return asked


def _ask_now(need: Need, shift: Shift, carer: Responder, now: datetime) -> Offer:
    """The call that was just made, as an offer of a wave of its own."""
    last = need.waves.aggregate(last=Max("number"))["last"] or 0
    wave = Wave.objects.create(
        need=need,
        number=last + 1,
        kind=Wave.Kind.CALL_LIST,
        expected=1,
        opens_at=now,
        opened_at=now,
        closed_at=now,
    )
    return Offer.objects.create(
        wave=wave,
        need=need,
        shift=shift,
        responder=carer,
        channel=Offer.Channel.CALL,
        code=free_code(carer, now),
        rank=1,
        made_at=now,
        expires_at=now,
    )


def give_up_seats(*, need_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """The free seats of a need are no longer looked for; those held stand.

    The requester is owed "found" for what there is. Raises ``Refused``: ``nothing_held`` where
    nobody comes at all (then the need itself is given up), ``not_searching``.
    """
    need = Need.objects.filter(pk=need_id).first()
    if need is None:
        raise NotFound
    access.check_request(by, need.request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(need.request_id)
        need = Need.objects.select_related("request__desk").get(pk=need_id)
        if need.state != Need.State.SEARCHING:
            raise Refused("not_searching")
        if not need.assignments.filter(withdrawn_at=None).exists():
            raise Refused("nothing_held")
        record(
            act="desk.seats_given_up",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", need.pk)],
            data={"places": _shrink(need)},
        )
        found_all(need, by=by, now=now)
        begin_need(need, by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def _shrink(need: Need) -> int:
    """As many seats as carers; how many were given up."""
    given_up = 0
    for shift in need.shifts.all():
        held = shift.assignments.filter(withdrawn_at=None).count()
        given_up += shift.seats - held
        Shift.objects.filter(pk=shift.pk).update(seats=held)
    return given_up
