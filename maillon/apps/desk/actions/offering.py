"""Offers: made in batch, sent by the outbox, expired when their wave ends."""

import hashlib
from collections.abc import Collection, Mapping
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
from maillon.kernel.access import Viewer

__all__ = ["expire_offers", "make_offers", "new_token", "token_hash"]


def new_token() -> str:
    """128 random bits for a one-tap link."""
    return chance.new_token()


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_offers(
    wave: Wave,
    channels: Mapping[str, str],
    ranked: Mapping[str, Ranked],
    *,
    by: Viewer,
    now: datetime,
) -> list[Offer]:
    """One open offer per responder asked, and its SMS queued in the same transaction."""
    responders = {
        str(r.pk): r for r in Responder.objects.filter(pk__in=[UUID(pk) for pk in channels])
    }
    shift = wave.need.shifts.order_by("number").first()
    taken = _codes_in_use(list(responders.values()))
    tokens = {pk: new_token() for pk in responders}
    offers = [
        _offer(wave, shift, responders[pk], channels[pk], ranked[pk], tokens[pk], taken, now)
        for pk in channels
        if pk in responders
    ]
    Offer.objects.bulk_create(offers)
    for offer in offers:
        if offer.channel == Offer.Channel.SMS:
            _send(offer, responders[str(offer.responder_id)], tokens[str(offer.responder_id)], now)
    return offers


def _codes_in_use(responders: Collection[Responder]) -> dict[str, set[str]]:
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
    wave: Wave,
    shift: Shift | None,
    responder: Responder,
    channel: str,
    ranked: Ranked,
    token: str,
    taken: dict[str, set[str]],
    now: datetime,
) -> Offer:
    request = wave.need.request
    return Offer(
        wave=wave,
        need=wave.need,
        shift=shift,
        responder=responder,
        channel=Offer.Channel.SMS if channel == "sms" else Offer.Channel.CALL,
        code=_free_code(taken.setdefault(responder.phone_index, set())),
        token_hash=token_hash(token) if channel == "sms" else "",
        rank=ranked.position,
        reasons=[{"code": r.code, "data": dict(r.data)} for r in ranked.reasons],
        made_at=now,
        expires_at=wave.closes_at or due(request.desk, now, delays(request.urgency).found_by),
    )


def _send(offer: Offer, responder: Responder, token: str, now: datetime) -> None:
    request = offer.need.request
    tz = ZoneInfo(request.desk.timezone)
    deadline = offer.expires_at.astimezone(tz)
    same_day = deadline.date() == now.astimezone(tz).date()
    outbox.queue(
        template="offer",
        params={
            "sector": request.desk.sector,
            "reference": request.reference,
            "start": offer.need.starts_on,
            "deadline": deadline.time() if same_day else deadline,
            "code": offer.code,
            "link": "/r/",
        },
        phone=responder.phone,
        organization_id=request.organization_id,
        key=f"offer:{offer.pk}",
        about=("offer", offer.pk),
        not_before=now,
        now=now,
        secret=token,
    )


def expire_offers(need: Need, now: datetime) -> None:
    """The wave is over: its silent offers no longer count as live; a late yes still may."""
    Offer.objects.filter(need=need, state=Offer.State.OPEN, expires_at__lte=now).update(
        state=Offer.State.EXPIRED
    )
    Wave.objects.filter(need=need, closed_at=None, closes_at__lte=now).update(closed_at=now)
