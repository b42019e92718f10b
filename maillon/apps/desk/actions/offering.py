"""Offers: made in batch, sent by the outbox, expired when their wave ends."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.models import Need, Offer, Shift, Wave
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import delays
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.actions import outbox
from maillon.engines.dispatch import Ranked
from maillon.kernel import chance

__all__ = ["Asking", "expire_offers", "make_offers", "new_token", "token_hash"]


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

    Seven statements, whatever the number of waves and of responders.
    """
    responders = _responders(askings)
    shifts = _first_shifts(askings)
    taken = _codes_in_use(responders.values())
    tokens: dict[UUID, str] = {}
    offers = [
        _offer(asking, pk, shifts, responders[pk], taken, tokens, now)
        for asking in askings
        for pk in asking.channels
        if pk in responders
    ]
    Offer.objects.bulk_create(offers)
    outbox.queue_news(
        [_news(offer, tokens[offer.pk], now) for offer in offers if offer.pk in tokens], now=now
    )
    return offers


def _responders(askings: Sequence[Asking]) -> dict[str, Responder]:
    ids = {UUID(pk) for asking in askings for pk in asking.channels}
    return {str(responder.pk): responder for responder in Responder.objects.filter(pk__in=ids)}


def _first_shifts(askings: Sequence[Asking]) -> dict[UUID, UUID]:
    """The shift each need proposes."""
    needs = [asking.wave.need_id for asking in askings]
    rows = Shift.objects.filter(need__in=needs).order_by("-number").values_list("need_id", "pk")
    return dict(rows)


def _codes_in_use(responders: Iterable[Responder]) -> dict[str, set[str]]:
    """Codes open on each phone: two lines of one phone never share a code."""
    used: dict[str, set[str]] = {}
    indexes = [r.phone_index for r in responders]
    live = Offer.objects.filter(
        responder__phone_index__in=indexes, state__in=("open", "accepted", "expired")
    ).values_list("responder__phone_index", "code")
    for index, code in live:
        used.setdefault(index, set()).add(code)
    return used


def _free_code(used: set[str]) -> str:
    """Four digits not in use on that phone, and none that reads as a year."""
    while True:
        code = str(chance.below(9000) + 1000)
        if code not in used and not code.startswith(("19", "20")):
            used.add(code)
            return code


def _offer(
    asking: Asking,
    pk: str,
    shifts: Mapping[UUID, UUID],
    responder: Responder,
    taken: dict[str, set[str]],
    tokens: dict[UUID, str],
    now: datetime,
) -> Offer:
    wave, ranked = asking.wave, asking.ranked[pk]
    request = wave.need.request
    offer = Offer(
        wave=wave,
        need=wave.need,
        shift_id=shifts[wave.need_id],
        responder=responder,
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


def _news(offer: Offer, token: str, now: datetime) -> outbox.News:
    request = offer.need.request
    tz = ZoneInfo(request.desk.timezone)
    deadline = offer.expires_at.astimezone(tz)
    same_day = deadline.date() == now.astimezone(tz).date()
    return outbox.News(
        template="offer",
        params={
            "sector": request.desk.sector,
            "reference": request.reference,
            "start": offer.need.starts_on,
            "deadline": deadline.time() if same_day else deadline,
            "code": offer.code,
            "link": "/r/",
        },
        phone=offer.responder.phone,
        organization_id=request.organization_id,
        key=f"offer:{offer.pk}",
        about=("offer", offer.pk),
        secret=token,
    )


def expire_offers(need: Need, now: datetime) -> None:
    """The wave is over: its silent offers no longer count as live; a late yes still may."""
    Offer.objects.filter(need=need, state=Offer.State.OPEN, expires_at__lte=now).update(
        state=Offer.State.EXPIRED
    )
    Wave.objects.filter(need=need, closed_at=None, closes_at__lte=now).update(closed_at=now)
