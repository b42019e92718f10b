"""Offers: made in batch, sent by the outbox, expired when their wave ends."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from maillon.apps.desk import seats
from maillon.apps.desk.actions.answerable import LATE_YES, may_answer
from maillon.apps.desk.models import Need, Offer, Shift, Wave
from maillon.apps.desk.timing import due, local_day
from maillon.apps.desk.vocabulary import delays
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.actions import outbox
from maillon.engines.dispatch import Ranked
from maillon.errors import Refused
from maillon.kernel import bulk, chance
from maillon.kernel.prepared import Prepared

__all__ = ["Asking", "expire_offers", "free_code", "make_offers", "new_token", "token_hash"]

DRAWS: Final = 50  # on a line that is not nearly full, the first one is free
CODES: Final = frozenset(str(n) for n in range(1000, 10_000) if n // 100 not in (19, 20))


def new_token() -> str:
    """128 random bits for a one-tap link."""
    return chance.new_token()


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Asking:
    """A wave that opens, with everybody it asks: responder → channel, and her place."""

    wave: Wave
    channels: Mapping[str, str]
    ranked: Mapping[str, Ranked]


def make_offers(askings: Sequence[Asking], *, now: datetime) -> list[Offer]:
    """One open offer per responder asked, and its SMS queued in the same transaction.

    With one shift free the offer is for that one; with several she chooses. A phone that has no
    code left is not asked: it has thousands of questions to answer. Seven statements,
    whatever the number of waves and of responders; two more for each need with a choice.
    """
    responders = _responders(askings)
    free = seats.free_in([asking.wave.need_id for asking in askings], now)
    taken = _codes_in_use(responders.values(), now)
    tokens: dict[UUID, str] = {}
    offers = [
        _offer(asking, pk, free, responders[pk], taken, tokens, now)
        for asking in askings
        for pk in asking.channels
        if pk in responders
    ]
    offers = [offer for offer in offers if offer.code]
    bulk.insert(offers)
    needs = {asking.wave.need_id: asking.wave.need for asking in askings}
    choices = _choices(offers, needs, free)
    outbox.queue_news(
        [
            _news(offer, needs[offer.need_id], choices.get(offer.pk, ()), responders, tokens, now)
            for offer in offers
            if offer.pk in tokens
        ],
        now=now,
    )
    return offers


def _responders(askings: Sequence[Asking]) -> dict[str, Responder]:
    ids = {UUID(pk) for asking in askings for pk in asking.channels}
    return {str(responder.pk): responder for responder in _ASKED.objects(list(ids))}


_ASKED: Final = Prepared(lambda ids: Responder.objects.filter(pk__in=ids), [UUID])


def _choices(
    offers: Sequence[Offer], needs: Mapping[UUID, Need], free: Mapping[UUID, Sequence[Shift]]
) -> dict[UUID, Sequence[Shift]]:
    """The shifts each offer leaves its responder to choose from."""
    by_need: dict[UUID, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_need[offer.need_id].append(offer)
    found: dict[UUID, Sequence[Shift]] = {}
    for need_id, asked in by_need.items():
        shifts = free.get(need_id, ())
        hers: Mapping[UUID, Sequence[Shift]] = {}
        if len(shifts) > 1:
            hers = seats.possible(needs[need_id], [one.responder_id for one in asked], shifts)
        found |= {one.pk: hers.get(one.responder_id, shifts) for one in asked}
    return found


def _codes_in_use(responders: Iterable[Responder], now: datetime) -> dict[str, set[str]]:
    """Codes that words from each phone may still answer: two of its lines never share one.

    One made lately is left alone whatever became of it: her late word must not name another.
    """
    used: dict[str, set[str]] = {}
    indexes = [r.phone_index for r in responders]
    for index, code in _USED.rows(indexes, now - LATE_YES):
        used.setdefault(index, set()).add(code)
    return used


_USED: Final = Prepared(
    lambda indexes, lately: Offer.objects.filter(
        may_answer(lately) | Q(made_at__gt=lately), responder__phone_index__in=indexes
    ).values_list("responder__phone_index", "code"),
    [str],
    datetime,
)


def free_code(responder: Responder, now: datetime) -> str:
    """A code that names one offer on that phone. Raises ``Refused('no_code_left')``."""
    code = _free_code(_codes_in_use([responder], now).get(responder.phone_index, set()))
    if not code:
        raise Refused("no_code_left")
    return code


def _free_code(used: set[str]) -> str:
    """Four digits not in use on that phone, none that reads as a year; empty when none is left."""
    for _ in range(DRAWS):
        code = str(chance.below(9000) + 1000)
        if code in CODES and code not in used:
            break
    else:
        left = sorted(CODES - used)
        code = left[chance.below(len(left))] if left else ""
    used.add(code)
    return code


def _offer(
    asking: Asking,
    pk: str,
    free: Mapping[UUID, Sequence[Shift]],
    responder: Responder,
    taken: dict[str, set[str]],
    tokens: dict[UUID, str],
    now: datetime,
) -> Offer:
    wave, ranked = asking.wave, asking.ranked[pk]
    request = wave.need.request
    shifts = free.get(wave.need_id, ())
    offer = Offer(
        wave_id=wave.pk,
        need_id=wave.need_id,
        shift_id=shifts[0].pk if len(shifts) == 1 else None,
        responder_id=responder.pk,
        channel=Offer.Channel.SMS if asking.channels[pk] == "sms" else Offer.Channel.CALL,
        code=_free_code(taken.setdefault(responder.phone_index, set())),
        rank=ranked.position,
        reasons=[{"code": r.code, "data": dict(r.data)} for r in ranked.reasons],
        made_at=now,
        expires_at=wave.closes_at or due(request.desk, now, delays(request.urgency).found_by),
    )
    if offer.channel == Offer.Channel.SMS:
        tokens[offer.pk] = new_token()
        offer.token_hash = token_hash(tokens[offer.pk])
    return offer


def _news(
    offer: Offer,
    need: Need,
    shifts: Sequence[Shift],
    responders: Mapping[str, Responder],
    tokens: Mapping[UUID, str],
    now: datetime,
) -> outbox.News:
    request = need.request
    tz = ZoneInfo(request.desk.timezone)
    deadline = offer.expires_at.astimezone(tz)
    same_day = deadline.date() == now.astimezone(tz).date()
    several = {"count": str(len(shifts))} if len(shifts) > 1 else {}
    responder = responders[str(offer.responder_id)]
    return outbox.News(
        template="offer_watches" if several else "offer",
        params={
            "sector": request.desk.sector,
            "reference": request.reference,
            "start": _start(need, shifts),
            "deadline": deadline.time() if same_day else deadline,
            "code": offer.code,
            "link": "/r/",
            **several,
        },
        phone=responder.phone,
        phone_index=responder.phone_index,
        organization_id=request.organization_id,
        key=f"offer:{offer.pk}",
        about=("offer", offer.pk),
        secret=tokens[offer.pk],
    )


def _start(need: Need, shifts: Sequence[Shift]) -> date:
    first = seats.soonest(shifts)
    return local_day(need.request.desk, first) if first else need.starts_on


def expire_offers(need: Need, now: datetime) -> None:
    """The wave is over: its silent offers no longer count as live; a late yes still may."""
    Offer.objects.filter(need=need, state=Offer.State.OPEN, expires_at__lte=now).update(
        state=Offer.State.EXPIRED
    )
    Wave.objects.filter(need=need, closed_at=None, closes_at__lte=now).update(closed_at=now)
