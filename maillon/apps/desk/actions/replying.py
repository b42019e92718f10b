"""What a carer's words do to her offer, once it is certain which offer they speak of.

Each function applies the words and gives the sentence to send back. Where several places could
be meant nothing is done and the list is sent (I12).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet

from maillon.apps.desk import seats
from maillon.apps.desk.actions.accepting import accept_offer, decline_offer
from maillon.apps.desk.actions.answerable import SHARED
from maillon.apps.desk.actions.caring import confirm_begun
from maillon.apps.desk.actions.listing import listed
from maillon.apps.desk.actions.naming import name_who_comes
from maillon.apps.desk.actions.withdrawing import withdraw_assignment
from maillon.apps.desk.models import Assignment, Offer, Shift
from maillon.apps.directory.queries import member_named
from maillon.engines.replies import figures_unread, numbers_named, speaks_of_numbers, who_comes
from maillon.kernel.access import SYSTEM
from maillon.kernel.crypto import fold

__all__ = ["Answer", "done", "give_back", "name_alone", "no", "yes"]

CROSSING = timedelta(hours=1)  # a message sent before her call may be answered after it
SAID_BACK = {
    "accepted": "",
    "taken": "taken",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done, and the closed sentence that answers; none where another already does."""

    outcome: str
    template: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


def yes(offer: Offer, body: str, now: datetime) -> Answer:
    """A yes: for the places it names, or for the only one it can mean."""
    every = list(offer.need.shifts.order_by("number"))
    named = _named(body, every)
    if not named and (asked := _which_numbers(offer, body, every, now)):
        return asked
    shared = offer.responder.kind in SHARED
    comes = member_named(SYSTEM, offer.responder_id, who_comes(body)) if shared else ""
    if offer.state == Offer.State.ACCEPTED and not named:
        return _said_again(offer, comes, every, now)
    wanted = {shift.pk for shift in every if shift.number in named} or None
    result = accept_offer(
        offer_id=offer.pk, channel="sms", by=SYSTEM, now=now, shifts=wanted, comes=comes
    )
    if result.kind == "which":
        free = seats.asked_about(offer, now)
        return Answer("which", "which_watch", {"word": "OUI", **_listed(offer, free)})
    if result.kind == "missed":
        return _missed(offer, now)
    if result.kind == "already_yours":
        return _hers_already(offer, every, now)
    if result.kind == "accepted" and shared and not comes:
        return Answer("accepted", "who_comes", {"code": offer.code})
    return Answer(result.kind, SAID_BACK[result.kind])


def _missed(offer: Offer, now: datetime) -> Answer:
    """None of those she named: what is left, else what she keeps."""
    if free := seats.asked_about(offer, now):
        return Answer("missed", "watch_gone", _listed(offer, free))
    return Answer("missed", "watch_gone_held", _held_watches(offer))


def _hers_already(offer: Offer, every: Sequence[Shift], now: datetime) -> Answer:
    """What she holds, by name where there was a choice, and how to take more while there is."""
    if len(every) < 2 or offer.shift_id is not None or not all(one.starts_at for one in every):
        known = "accepted" if offer.need.request.patient_id else "accepted_place"
        return Answer("already_yours", known)
    held = _held_watches(offer)
    if seats.asked_about(offer, now):
        return Answer("already_yours", "watches_held", {**held, "code": offer.code})
    return Answer("already_yours", "watches_yours", held)


def _held_watches(offer: Offer) -> dict[str, object]:
    held = {one.shift_id: one.shift for one in _living(offer)}
    return {"watches": listed(offer, held.values())}


def _named(body: str, shifts: Sequence[Shift]) -> frozenset[int]:
    """Numbers count only where there is a choice: « OUI pour 2 passages » is not one."""
    if len(shifts) < 2:
        return frozenset()
    return numbers_named(body, [shift.number for shift in shifts])


def _which_numbers(
    offer: Offer, body: str, shifts: Sequence[Shift], now: datetime
) -> Answer | None:
    """« OUI pour 2 nuits », « du 1 au 3 » among several places: she is asked which, even where
    one alone is left, which may not be hers to want.
    """
    if len(shifts) < 2 or offer.shift_id is not None or not speaks_of_numbers(body):
        return None
    free = seats.asked_about(offer, now)
    if not free:
        return None
    return Answer("which", "which_watch", {"word": "OUI", **_listed(offer, free)})


def _said_again(offer: Offer, comes: str, every: Sequence[Shift], now: datetime) -> Answer:
    """Yes to what is already hers: from a shared line, it may say who comes."""
    if offer.responder.kind not in SHARED:
        return _hers_already(offer, every, now)
    unnamed = _living(offer).filter(comes="")
    if not comes:
        if _nobody_named(offer):
            return Answer("already_yours", "who_comes", {"code": offer.code})
        return _hers_already(offer, every, now)
    if _nobody_named(offer):
        return _name(list(unnamed), comes, now)
    if _together(unnamed) and comes not in {one.comes for one in _living(offer)}:
        return _name(list(unnamed), comes, now)
    same = {one.comes for one in _living(offer)} == {comes}
    return Answer("already_yours", "who_noted") if same else _held_by_the_line(offer)


def name_alone(held: Iterable[Offer], body: str, now: datetime) -> tuple[Offer, Answer] | None:
    """« Julie », « c'est Julie qui vient », to the question who comes: the only one still open on
    that line. A name that no directory knows is taken where it is the whole message.
    """
    asked = [one for one in held if one.responder.kind in SHARED and _nobody_named(one)]
    said = who_comes(body)
    if len(asked) != 1 or not said:
        return None
    (offer,) = asked
    name = member_named(SYSTEM, offer.responder_id, said)
    if not name or (name == said and fold(body).split() != fold(said).split()):
        return None
    return offer, _name(list(_living(offer)), name, now)


def _name(unnamed: Sequence[Assignment], comes: str, now: datetime) -> Answer:
    """One seat a shift: where several go together, she is one of them."""
    for one in {one.shift_id: one for one in reversed(unnamed)}.values():
        name_who_comes(assignment_id=one.pk, name=comes, by=SYSTEM, now=now)
    return Answer("named", "who_noted")


def _together(held: Iterable[Assignment]) -> bool:
    """Whether several behind one line hold seats they said together."""
    return any(one.hand > 1 for one in held)


def _nobody_named(offer: Offer) -> bool:
    return all(not one.comes for one in _living(offer))


def _held_by_the_line(offer: Offer) -> Answer:
    """Two behind one line say different things: what stands is kept, and said."""
    return Answer("line_holds", "line_holds", {"code": offer.code})


def no(offer: Offer, body: str, reason: str, now: datetime) -> Answer:
    """A no to an offer still open; « NON 2 » among several places is not one yet."""
    every = list(offer.need.shifts.order_by("number"))
    free = seats.asked_about(offer, now)
    if len(free) > 1 and (_named(body, every) or figures_unread(body)):
        return Answer("which", "which_watch", {"word": "OUI", **_listed(offer, free)})
    decline_offer(offer_id=offer.pk, reason=reason, channel="sms", by=SYSTEM, now=now)
    return Answer("declined", "declined")


def give_back(offer: Offer, body: str, reason: str, now: datetime, *, said_no: bool) -> Answer:
    """She cannot any more: the seat she names, or the only one she holds.

    A bare NON from a line that several share takes nothing from the one who said yes; nor does
    one that crosses the yes she said on the telephone, which answers a message that came late.
    """
    if said_no and offer.responder.kind in SHARED:
        return _held_by_the_line(offer)
    if said_no and _crosses_her_yes(offer, now):
        return Answer("yes_stands", "yes_stands", {"code": offer.code})
    held = list(_living(offer).filter(begun_at=None))
    meant = _meant(offer, body, held)
    if not meant:
        return _which(offer, "ANNULE", held)
    if _several_sit(meant) and not (meant := _hers(offer, body, meant)):
        return Answer("which", "which_hand", {"word": "ANNULE", "code": offer.code})
    for one in meant:
        withdraw_assignment(assignment_id=one.pk, reason=reason, by=SYSTEM, now=now)
    return Answer("withdrawn", "given_back")


def _crosses_her_yes(offer: Offer, now: datetime) -> bool:
    told_at = offer.answered_at if offer.answer_channel == "call" else None
    return told_at is not None and now - told_at < CROSSING


def done(offer: Offer, body: str, now: datetime) -> Answer:
    """Care has begun: in the seat she names, or the only one whose hour has come."""
    held = list(_living(offer).filter(begun_at=None))
    if held and all(one.shift.starts_at and one.shift.starts_at > now for one in held):
        return Answer("too_early", "not_begun_yet", {"code": offer.code})
    here = [one for one in held if one.shift.starts_at is None or one.shift.starts_at <= now]
    meant = _meant(offer, body, here)
    if not meant:
        return _which(offer, "FAIT", here)
    if _several_sit(meant) and not (meant := _hers(offer, body, meant)):
        return Answer("which", "which_hand", {"word": "FAIT", "code": offer.code})
    for one in meant:
        confirm_begun(assignment_id=one.pk, channel="sms", by=SYSTEM, now=now)
    return Answer("begun", "confirm_done")


def _living(offer: Offer) -> QuerySet[Assignment]:
    living = Assignment.objects.select_related("shift").filter(offer=offer, withdrawn_at=None)
    return living.order_by("shift__number", "hand")


def _several_sit(meant: Sequence[Assignment]) -> bool:
    return len({one.shift_id for one in meant}) < len(meant)


def _hers(offer: Offer, body: str, meant: Sequence[Assignment]) -> list[Assignment]:
    """Of several who go together, the seat of the one she names; else one nobody has named."""
    comes = member_named(SYSTEM, offer.responder_id, who_comes(body))
    if not comes:
        return []
    named = [one for one in meant if one.comes == comes]
    unnamed = {one.shift_id: one for one in reversed(meant) if not one.comes}
    return named or list(unnamed.values())


def _meant(offer: Offer, body: str, held: Sequence[Assignment]) -> list[Assignment]:
    """Those of hers whose number she wrote; else the only one, where she wrote no other."""
    several = len({one.shift_id for one in held}) > 1
    hers = numbers_named(body, [one.shift.number for one in held]) if several else ()
    if hers:
        return [one for one in held if one.shift.number in hers]
    named = _named(body, list(offer.need.shifts.all()))
    others = named - {one.shift.number for one in held}
    return [] if several or others else list(held)


def _which(offer: Offer, word: str, held: Sequence[Assignment]) -> Answer:
    shifts = [one.shift for one in held]
    return Answer("which", "which_watch", {"word": word, **_listed(offer, shifts)})


def _listed(offer: Offer, shifts: Iterable[Shift]) -> dict[str, object]:
    return {"code": offer.code, "watches": listed(offer, shifts)}
