"""First valid acceptance wins, exactly once (I3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access, facts, seats
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.answerable import SHARED
from maillon.apps.desk.actions.listing import listed
from maillon.apps.desk.actions.owing import Word, owe_each, supersede
from maillon.apps.desk.actions.searching import advance_if_all_answered, stop_search
from maillon.apps.desk.actions.sitting import hold_responder, sit
from maillon.apps.desk.actions.withdrawing import release_full, release_offers
from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest, Shift
from maillon.apps.desk.timing import due, local_day, local_moment
from maillon.apps.desk.vocabulary import REFUSALS, delays
from maillon.apps.directory.queries import member_named
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import outbox
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM, Viewer
from maillon.kernel.prepared import Prepared

__all__ = ["Acceptance", "accept_offer", "decline_offer", "found_all"]

ANSWERABLE = (Offer.State.OPEN, Offer.State.EXPIRED)
THINKS_AGAIN = (*ANSWERABLE, Offer.State.DECLINED)  # on the phone, or behind a shared line
EVENING = time(18, 0)
LONGEST_NAME = 60
SETTLED_IN = timedelta(minutes=15)  # into a watch, before the proof is asked
Kind = Literal["accepted", "already_yours", "taken", "withdrawn", "which", "missed"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of a yes.

    ``which``: several shifts are free and she named none; nothing is taken. ``missed``: none
    of those she named could be taken, others may, or she holds others. ``shifts`` are the
    numbers she got, of ``already_yours`` those she holds; ``partly`` where she named more.
    """

    kind: Kind
    offer_id: UUID
    assignment_id: UUID | None = None
    shifts: tuple[int, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class _Yes:
    """A yes as it was said: for which shifts (None: not told), who comes, and by which way."""

    channel: str
    shifts: Collection[UUID] | None
    comes: tuple[str, ...]
    by: Viewer
    now: datetime


def accept_offer(
    *,
    offer_id: UUID,
    channel: str,
    by: Viewer,
    now: datetime,
    shifts: Collection[UUID] | None = None,
    comes: str = "",
    others: Sequence[str] = (),
) -> Acceptance:
    """Take a free seat in each shift named: guarded inserts behind partial unique indexes.

    ``shifts`` may be left out while only one can be meant; with several the answer is
    ``which`` and nobody is assigned (I12). ``comes`` says who of a shared line, ``others`` who
    goes with her, a seat more each (a name, or empty where it is not told); all sit or nobody
    does, else ``Refused``: ``line_not_shared``, ``too_few_seats``. A yes after
    the wave's end still counts while the need is searched, and a yes after a no on the phone
    or from a line that several share. Said twice, the second changes nothing. The others are
    told in the same transaction. Raises ``NotFound`` for whoever may not answer for that carer.
    """
    seen = _standing(offer_id)
    access.require_hand(by, seen.request_id, seen.responder_id, now=now)
    again = channel == "call" or seen.line in SHARED
    answerable = THINKS_AGAIN if again else ANSWERABLE
    if seen.is_lost(answerable):
        return seen.lost()  # most of a crowd comes too late: it waits for nobody
    if others and seen.line not in SHARED:
        raise Refused("line_not_shared")
    yes = _Yes(channel, shifts, (comes, *others), by, now)
    with transaction.atomic():
        progress.hold(seen.request_id)
        seen = _standing(offer_id)
        if seen.state == Offer.State.ACCEPTED and not (shifts and seen.searching):
            return _already(offer_id, shifts or ())
        if seen.is_lost(answerable):
            return seen.lost()
        return _take(_held(offer_id), yes)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How an offer stands; it may change until its request is held."""

    offer_id: UUID
    request_id: UUID
    responder_id: UUID
    line: str
    state: str
    need_state: str

    @property
    def searching(self) -> bool:
        """Whether a seat may still be free."""
        return self.need_state == Need.State.SEARCHING

    def is_lost(self, answerable: tuple[str, ...]) -> bool:
        """Whether a yes comes too late, for an offer that is not already hers."""
        if self.state == Offer.State.ACCEPTED:
            return False
        return self.state not in answerable or not self.searching

    def lost(self) -> Acceptance:
        """Taken by somebody else, or taken back."""
        gone = self.state == Offer.State.WITHDRAWN or self.need_state == Need.State.CANCELLED
        return Acceptance("withdrawn" if gone else "taken", self.offer_id)


def _standing(offer_id: UUID) -> _Standing:
    rows = _STANDING.rows(offer_id)
    if not rows:
        raise NotFound
    return _Standing(*rows[0])


_STANDING: Final = Prepared(
    lambda offer_id: Offer.objects.filter(pk=offer_id).values_list(
        "pk", "need__request_id", "responder_id", "responder__kind", "state", "need__state"
    ),
    UUID,
)


def _held(offer_id: UUID) -> Offer:
    """The offer and all behind it, read once its request is held."""
    return _WHOLE.objects(offer_id)[0]


_WHOLE: Final = Prepared(
    lambda offer_id: Offer.objects.filter(pk=offer_id).select_related(
        "need__request__desk", "shift", "responder"
    ),
    UUID,
)


def _living(offer_id: UUID) -> list[Assignment]:
    living = Assignment.objects.filter(offer_id=offer_id, withdrawn_at=None)
    return list(living.select_related("shift").defer("comes").order_by("shift__number", "hand"))


def _already(offer_id: UUID, named: Collection[UUID]) -> Acceptance:
    """What she holds already, unless she named something else."""
    rows = _living(offer_id)
    if not {one.shift_id for one in rows} >= set(named):
        return Acceptance("missed", offer_id)
    first = rows[0].pk if rows else None
    return Acceptance("already_yours", offer_id, first, _numbers(rows))


def _take(offer: Offer, yes: _Yes) -> Acceptance:
    hold_responder(offer.responder_id)
    may = seats.asked_about(offer, yes.now, again=yes.channel == "call")
    wanted = may if yes.shifts is None else [shift for shift in may if shift.pk in yes.shifts]
    if yes.shifts is None and len(may) > 1:
        return Acceptance("which", offer.pk)
    taken, missed = sit(offer, wanted, _who(offer, yes.comes), yes.now)
    if not taken:
        return _nothing(offer, yes, bool(may))
    if len(yes.comes) > 1 and (missed or len(wanted) < len(yes.shifts or wanted)):
        raise Refused("too_few_seats")
    need, request = offer.need, offer.need.request
    got = _accepted(offer, taken, yes)
    _follow(request, need, taken, yes)
    progress.refresh(request, by=yes.by, now=yes.now)
    return got


def _who(offer: Offer, said: Sequence[str]) -> tuple[str, ...]:
    """Each name as the directory writes it, else as it was heard on the telephone."""
    return tuple(
        one and (member_named(SYSTEM, offer.responder_id, one) or one[:LONGEST_NAME])
        for one in said
    )


def _numbers(taken: Sequence[Assignment]) -> tuple[int, ...]:
    """The shifts of these seats, each once."""
    return tuple(dict.fromkeys(one.shift.number for one in taken))


def _nothing(offer: Offer, yes: _Yes, others: bool) -> Acceptance:
    """No seat where she wanted one; the offer ends once she can take nothing else."""
    held = _living(offer.pk)
    if held and yes.shifts:
        return _already(offer.pk, yes.shifts)
    if others or held:
        return Acceptance("missed", offer.pk)
    if offer.state != Offer.State.ACCEPTED:
        Offer.objects.filter(pk=offer.pk).update(
            state=Offer.State.TAKEN, answered_at=yes.now, answer_channel=yes.channel
        )  # her answer was heard: she waits for no other word
    return Acceptance("taken", offer.pk)


def _accepted(offer: Offer, taken: Sequence[Assignment], yes: _Yes) -> Acceptance:
    held = {one.shift_id for one in _living(offer.pk)}
    partly = not held >= set(yes.shifts or ())
    Offer.objects.filter(pk=offer.pk).update(
        state=Offer.State.ACCEPTED, answered_at=yes.now, answer_channel=yes.channel
    )
    request = offer.need.request
    outbox.cancel_each("offer", [offer.pk])  # a question still waiting would ask her again
    if yes.channel != "call":
        outbox.queue_news([_thanks(offer, taken, partly=partly)], now=yes.now)
    record(
        act="desk.accepted",
        organization_id=request.organization_id,
        by=yes.by,
        now=yes.now,
        subjects=[("request", request.pk), ("need", offer.need_id)],
        participants=[("responder", offer.responder_id, None)],
        data={
            "responder": str(offer.responder_id),
            "channel": yes.channel,
            "seat": taken[0].seat,
            "shifts": [one.shift.number for one in taken],  # one for each seat
        },
    )
    return Acceptance("accepted", offer.pk, taken[0].pk, _numbers(taken), partly)


def _thanks(offer: Offer, taken: Sequence[Assignment], *, partly: bool) -> outbox.News:
    """Where to go is told on the phone; an establishment's address stands on the link. Of several
    watches, which ones are hers.
    """
    request = offer.need.request
    place = "accepted" if request.patient_id else "accepted_place"
    several = offer.shift_id is None and len(offer.need.shifts.all()) > 1
    watches = several and request.patient_id is None
    hers = listed(offer, {one.shift_id: one.shift for one in taken}.values()) if watches else []
    whole = "accepted_watches" if hers else place
    return outbox.News(
        template="accepted_some" if hers and partly else whole,
        params={"reference": request.reference, **({"watches": hers} if hers else {})},
        phone=offer.responder.phone,
        organization_id=request.organization_id,
        key=f"accepted:{taken[0].pk}",
        about=("assignment", taken[0].pk),
    )


def _follow(request: ServiceRequest, need: Need, taken: Sequence[Assignment], yes: _Yes) -> None:
    """What an acceptance owes: details to the carer, "found" to the requester, the GP, proof."""
    desk, now = request.desk, yes.now
    allowed = delays(request.urgency)
    words = [_proof(request, need, one, now) for one in taken]
    if request.patient_id is None:  # no person: where to go is no secret
        _place_given(taken, yes)
    else:
        words += [Word("give_details", due(desk, now, allowed.details), one) for one in taken]
    owe_each(request, need, words, now=now)
    if not seats.seats_left(need):
        found_all(need, by=yes.by, now=now)
    if need.state == Need.State.SEARCHING:
        release_full(need, now=now)
        advance_if_all_answered(need, by=yes.by, now=now)


def _place_given(taken: Sequence[Assignment], yes: _Yes) -> None:
    channel = "call" if yes.channel == "call" else "link"
    Assignment.objects.filter(pk__in=[one.pk for one in taken]).update(
        details_given_at=yes.now, details_channel=channel
    )


def found_all(need: Need, *, by: Viewer, now: datetime) -> None:
    """Every seat is held: nobody else is asked, those who were are told, and so is whoever
    asked.
    """
    request = need.request
    need.state = Need.State.FOUND
    need.save(update_fields=["state"])
    stop_search(need, now=now)
    release_offers(need, Offer.State.TAKEN, "taken", now=now)
    supersede(need, ("not_found_yet",), by=by, now=now)
    desk, allowed = request.desk, delays(request.urgency)
    words = [Word("found", due(desk, now, allowed.tell))]
    if request.gp_wish == ServiceRequest.GpWish.TELL:
        words.append(Word("tell_gp", due(desk, now, allowed.gp)))
    owe_each(request, need, words, now=now)


def _proof(request: ServiceRequest, need: Need, assignment: Assignment, now: datetime) -> Word:
    """The carer is asked once she must be there; without an answer, the desk calls."""
    ask_at = _ask_at(request, need, assignment.shift, now)
    jobs.enqueue(
        "desk.ask_proof",
        key=f"ask_proof:{assignment.pk}",
        run_at=ask_at,
        payload={"assignment": str(assignment.pk)},
    )
    return Word("confirm_care", due(request.desk, ask_at, timedelta(hours=2)), assignment)


def _ask_at(request: ServiceRequest, need: Need, shift: Shift, now: datetime) -> datetime:
    """The evening of the first day; for a watch its first minutes, never in quiet hours."""
    if shift.starts_at is not None:
        return facts.loud(request.desk, max(shift.starts_at, now) + SETTLED_IN)
    first = max(need.starts_on, local_day(request.desk, now))
    return max(local_moment(request.desk, first, EVENING), now + timedelta(hours=1))


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
        outbox.cancel_each("offer", [offer.pk])  # she answered by another way: asked no more
        advance_if_all_answered(offer.need, by=by, now=now)
        progress.refresh(request, by=by, now=now)
    return True
