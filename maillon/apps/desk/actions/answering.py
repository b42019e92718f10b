"""A carer's SMS, applied at most once and never guessed (I11, I12)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from maillon.apps.desk.actions import replying
from maillon.apps.desk.actions.answerable import answerable_from
from maillon.apps.desk.actions.late_words import late_words, lost_since
from maillon.apps.desk.actions.misread import desk_of, note_words
from maillon.apps.desk.actions.replying import Answer
from maillon.apps.desk.actions.searching import undelivered
from maillon.apps.desk.models import Offer
from maillon.apps.directory.actions import opt_in, opt_out, pause
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.actions import outbox
from maillon.apps.messaging.handlers import Delivery, InboundReply, OptChange
from maillon.engines.replies import (
    OpenOffer,
    Reply,
    Resolution,
    figures_unread,
    numbers_named,
    parse,
    read_pause,
    resolve,
)
from maillon.kernel.access import SYSTEM
from maillon.kernel.prepared import Prepared

__all__ = ["on_failed", "on_opt_change", "on_reply"]

UNEXPLAINED: Final = ("nothing_open", "unknown_code")
OF_WHAT_SHE_HOLDS: Final = {"withdraw": "ANNULE", "no": "ANNULE", "confirm": "FAIT"}
PLAIN_PAUSE: Final = 7  # days, where she says no more than PAUSE


def on_reply(inbound: InboundReply, now: datetime) -> str | None:
    """Read the words, look at what is open on that phone, act or ask again.

    Returns what was done, or ``None`` for a phone no carer holds.
    """
    responders = _HELD_BY.objects(inbound.phone_index)
    if not responders:
        return None
    offers, taken = _offers(inbound.phone_index, now)
    codes = frozenset(o.code for o in (*offers, *taken))
    reply = parse(inbound.body, codes)
    answer = resolve(
        reply,
        [OpenOffer(str(o.pk), o.code, o.need.request.reference) for o in offers],
        [OpenOffer(str(o.pk), o.code, o.need.request.reference) for o in taken],
    )
    by_id = {str(o.pk): o for o in (*offers, *taken)}
    if _counts_something_else(answer, reply, by_id, inbound.body):
        answer = Resolution("ask_clearly", answer.offer_id)
    outcome = _act(answer, reply, by_id, responders, inbound, now)
    note_words(inbound, outcome, responders, now)
    return outcome


def _counts_something_else(
    answer: Resolution, reply: Reply, offers: dict[str, Offer], body: str
) -> bool:
    """« ok les 2 », when the only offer left is one place, alone or of several: she may speak of
    nights gone since. « oui 2 » names a place for certain.
    """
    if answer.kind != "accept" or reply.code or reply.reference or not figures_unread(body):
        return False
    offer = offers[answer.offer_id or ""]
    numbers = list(offer.need.shifts.values_list("number", flat=True))
    if len(numbers) == 1:
        return True
    return offer.shift_id is not None and not numbers_named(body, numbers)


def _offers(phone_index: str, now: datetime) -> tuple[list[Offer], list[Offer]]:
    """What a yes may still take, and what that phone holds already, in one reading.

    Those that ended count only where none is open.
    """
    by_state: dict[str, list[Offer]] = defaultdict(list)
    for offer in answerable_from(phone_index, now):
        by_state[offer.state].append(offer)
    held, live = by_state.pop(Offer.State.ACCEPTED, []), by_state.pop(Offer.State.OPEN, [])
    return live or [offer for some in by_state.values() for offer in some], held


def _act(
    answer: Resolution,
    reply: Reply,
    offers: dict[str, Offer],
    responders: list[Responder],
    inbound: InboundReply,
    now: datetime,
) -> str:
    offer = offers.get(answer.offer_id or "")
    if offer is not None and _is_bare(answer, reply) and (lost := lost_since(offer, now)):
        _say(lost[1], lost[0], inbound, now)
        return lost[1].outcome
    said = _applied(answer, reply, offer, inbound, now) if offer is not None else None
    if offer is not None and said is not None:
        if said.template:
            _say(said, offer, inbound, now)
        return said.outcome
    if answer.kind == "pause":
        return _pause(responders, inbound, now)
    over = _understood(answer, reply, offers.values(), inbound, now)
    if over is not None:
        _say(over[1], over[0], inbound, now)
        return over[1].outcome
    return _ask_again(answer.kind, reply, offers, inbound, responders, now)


def _understood(
    answer: Resolution,
    reply: Reply,
    offers: Iterable[Offer],
    inbound: InboundReply,
    now: datetime,
) -> tuple[Offer, Answer] | None:
    """Words that are no answer to an offer: a first name, or what is said of one that is over."""
    if answer.kind == "not_understood":
        held = [one for one in offers if one.state == Offer.State.ACCEPTED]
        return replying.name_alone(held, inbound.body, now)
    return late_words(reply, inbound.phone_index, now) if answer.kind in UNEXPLAINED else None


def _is_bare(answer: Resolution, reply: Reply) -> bool:
    """A yes that names nothing, where nothing is open any more."""
    return answer.kind == "already_taken" and not (reply.code or reply.reference)


def _applied(
    answer: Resolution, reply: Reply, offer: Offer, inbound: InboundReply, now: datetime
) -> Answer | None:
    """What the words did to that offer; ``None`` where they are not certain."""
    body, reason = inbound.body, reply.reason or "other"
    if answer.kind in ("accept", "already_taken"):
        return replying.yes(offer, body, now)
    if answer.kind == "decline":
        return replying.no(offer, body, reason, now)
    if answer.kind == "withdraw":
        said_no = reply.intent == "no"
        return replying.give_back(offer, body, reason, now, said_no=said_no)
    if answer.kind == "confirm":
        return replying.done(offer, body, now)
    return _conditional(answer, reply, offer)


def _conditional(answer: Resolution, reply: Reply, offer: Offer) -> Answer | None:
    """« oui mais seulement le matin » to what is not hers: nothing is taken, and she is told why.

    The outcome stays that of a doubt: somebody at the desk reads her condition.
    """
    if answer.kind != "ask_clearly" or not reply.conditional:
        return None
    if offer.state == Offer.State.ACCEPTED:
        return None
    return Answer("ask_clearly", "yes_if", {"code": offer.code})


def _pause(responders: list[Responder], inbound: InboundReply, now: datetime) -> str:
    """Until the day she said, which she is told; what she said unclearly is asked, not guessed."""
    desk = desk_of(responders)
    tz = ZoneInfo(desk.timezone if desk else settings.TIME_ZONE)
    today = now.astimezone(tz).date()
    asked = read_pause(inbound.body, today)
    if not asked.clear:
        _queue("pause_when", {}, inbound, responders[0], now)
        return "pause_unclear"
    until = now + timedelta(days=asked.days or PLAIN_PAUSE)
    last = until.astimezone(tz).date()
    if asked.last:
        last = asked.last
        until = datetime.combine(last + timedelta(days=1), time(), tz).astimezone(UTC)
    for responder in responders:
        pause(responder_id=responder.pk, until=until, by=SYSTEM, now=now)
    _queue("pause_done", {"until": last}, inbound, responders[0], now)
    return "paused"


def _ask_again(
    kind: str,
    reply: Reply,
    offers: dict[str, Offer],
    inbound: InboundReply,
    responders: list[Responder],
    now: datetime,
) -> str:
    """Nothing is assigned on a doubt: the phone is asked for the code, or told plainly."""
    held = [one for one in offers.values() if one.state == Offer.State.ACCEPTED]
    word = OF_WHAT_SHE_HOLDS.get(reply.intent)
    theirs = reply.intent == "confirm" or len(held) == len(offers)
    if kind == "ask_reference" and word and theirs and len(held) > 1:
        codes = [f"{one.need.request.reference} {one.code}" for one in held]
        _queue("which_request", {"word": word, "codes": codes}, inbound, responders[0], now)
    elif kind in ("ask_reference", "unknown_code") and offers:
        codes = [f"{o.need.request.reference} {o.code}" for o in offers.values()]
        _queue("ask_reference", {"codes": codes}, inbound, responders[0], now)
    elif kind in ("ask_clearly", "not_understood", "ask_reference", "unknown_code"):
        _queue("not_understood", {}, inbound, responders[0], now)
    elif kind == "nothing_open":
        _queue("nothing_open", {}, inbound, responders[0], now)
    return kind


def _say(answer: Answer, offer: Offer, inbound: InboundReply, now: datetime) -> None:
    params = {"reference": offer.need.request.reference, **answer.params}
    _queue(answer.template, params, inbound, offer.responder, now)


def _queue(
    template: str,
    params: dict[str, object],
    inbound: InboundReply,
    responder: Responder,
    now: datetime,
) -> None:
    organization_id = _organization_of(responder)
    if organization_id is None:
        return
    outbox.queue(
        template=template,
        params=params,  # type: ignore[arg-type]
        phone=inbound.phone,
        organization_id=organization_id,
        key=f"{template}:{inbound.inbound_id}",
        about=("inbound", inbound.inbound_id),
        not_before=now,
        now=now,
    )


def _organization_of(responder: Responder) -> UUID | None:
    """The structure that last asked this responder answers for the message, else her desk's."""
    last = _ASKED_BY.rows(responder.phone_index)
    if last or responder.organization_id:
        return last[0][0] if last else responder.organization_id
    desk = desk_of([responder])
    return desk.organization_id if desk else None


_HELD_BY: Final = Prepared(lambda index: Responder.objects.filter(phone_index=index), str)
_ASKED_BY: Final = Prepared(
    lambda index: (
        Offer.objects.filter(responder__phone_index=index)
        .order_by("-made_at")
        .values_list("need__request__organization_id")[:1]
    ),
    str,
)


def on_failed(delivery: Delivery, now: datetime) -> None:
    """An offer that never arrived: its carer joins the call list and the desk is told."""
    if delivery.about is not None and delivery.about[0] == "offer":
        undelivered(delivery.about[1], now)


def on_opt_change(change: OptChange, now: datetime) -> None:
    """STOP and START are the line's own word: whoever is behind it follows.

    START also ends a pause, as the message that confirmed the pause said it would.
    """
    act = opt_out if change.opted_out else opt_in
    act(phone_index=change.phone_index, by=SYSTEM, now=now)
    if not change.opted_out:
        paused = Responder.objects.filter(phone_index=change.phone_index, paused_until__gt=now)
        for pk in paused.values_list("pk", flat=True):
            pause(responder_id=pk, until=None, by=SYSTEM, now=now)
