"""Words about an offer that is over: she is told what became of it, and nobody has to read them.

Four carers out of five lose a wave, and some answer what is no longer asked. Nothing is done
with such words; only what may still change somebody's care is left to an agent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from maillon.apps.desk.actions.answerable import LATE_YES
from maillon.apps.desk.actions.replying import Answer
from maillon.apps.desk.models import Assignment, Need, Offer
from maillon.engines.replies import Reply
from maillon.kernel.prepared import Prepared

__all__ = ["late_words", "lost_since"]

REMEMBERED: Final = timedelta(days=30)
NO: Final = ("no", "withdraw")


def late_words(reply: Reply, phone_index: str, now: datetime) -> tuple[Offer, Answer] | None:
    """The offer they speak of and the sentence that answers, for words that no offer still
    answerable explains; ``None`` where somebody has to read them.

    A code or a reference names the offer, the last that bore it; without one, the only offer of
    these two days, and never while she cares for somebody. A no frees nobody from a place she
    holds, a yes to what is still searched is not lost: both are read.
    """
    offer = _meant(reply, phone_index, now)
    said = _said(reply, offer) if offer else None
    return (offer, said) if offer and said else None


def lost_since(held: Offer, now: datetime) -> tuple[Offer, Answer] | None:
    """What was asked of that telephone after ``held`` was answered, and is over: a bare yes that
    comes now was typed for it, not for what she has held for hours.
    """
    since = max(now - LATE_YES, held.answered_at or held.made_at)
    lost = _LOST.objects(held.responder.phone_index, since)
    said = _over(lost[0]) if lost else None
    return (lost[0], said) if said else None


def _meant(reply: Reply, phone_index: str, now: datetime) -> Offer | None:
    since, lately = now - REMEMBERED, now - LATE_YES
    if reply.code:
        coded = _CODED.objects(phone_index, since, reply.code)
        return coded[0] if coded else None
    if reply.reference:
        return _only(_REFERENCED.objects(phone_index, since, reply.reference))
    if reply.intent == "confirm":
        return _only(_BEGUN.objects(phone_index, since, lately))
    if _CARES.rows(phone_index, since):
        return None
    return _only(_LATELY.objects(phone_index, lately))


def _hers(phone_index: str, since: datetime) -> QuerySet[Offer]:
    return Offer.objects.select_related("need__request__desk", "responder").filter(
        responder__phone_index=phone_index, made_at__gt=since
    )


def _going_on(**begun: object) -> Exists:
    return Exists(Assignment.objects.filter(offer=OuterRef("pk"), withdrawn_at=None, **begun))


_CODED: Final = Prepared(
    lambda phone_index, since, code: (
        _hers(phone_index, since).filter(code=code).order_by("-made_at", "pk")[:1]
    ),
    str,
    datetime,
    str,
)
_REFERENCED: Final = Prepared(
    lambda phone_index, since, said: _hers(phone_index, since).filter(
        need__request__reference=said
    )[:2],
    str,
    datetime,
    str,
)
_BEGUN: Final = Prepared(
    lambda phone_index, since, lately: _hers(phone_index, since).filter(
        _going_on(begun_at__gt=lately)
    )[:2],
    str,
    datetime,
    datetime,
)
_CARES: Final = Prepared(
    lambda phone_index, since: (
        _hers(phone_index, since).filter(_going_on(begun_at__isnull=False)).values_list("pk")[:1]
    ),
    str,
    datetime,
)
_LOST: Final = Prepared(
    lambda phone_index, since: (
        Offer.objects.select_related("need__request__desk", "responder")
        .filter(responder__phone_index=phone_index, made_at__gt=since)
        .filter(state__in=(Offer.State.TAKEN, Offer.State.WITHDRAWN), assignments=None)
        .order_by("-made_at", "pk")[:1]
    ),
    str,
    datetime,
)
_LATELY: Final = Prepared(lambda phone_index, since: _hers(phone_index, since)[:2], str, datetime)


def _only(offers: Sequence[Offer]) -> Offer | None:
    return offers[0] if len(offers) == 1 else None


def _said(reply: Reply, offer: Offer) -> Answer | None:
    held = Assignment.objects.filter(
        need=offer.need_id, responder__phone_index=offer.responder.phone_index, withdrawn_at=None
    )
    if begun := list(held.values_list("begun_at", flat=True)):
        again = reply.intent in ("confirm", "yes") and None not in begun
        return Answer("late", "confirm_done") if again else None
    if reply.intent in NO:
        return Answer("late", "declined")
    if reply.intent != "yes":
        return None
    if offer.need.state == Need.State.SEARCHING and offer.state == Offer.State.WITHDRAWN:
        gave = offer.assignments.exclude(withdrawn_at=None).exists()
        return Answer("late", "gave_back") if gave else None
    return _over(offer)


def _over(offer: Offer) -> Answer | None:
    """What became of what nobody looks for any more."""
    if offer.need.state == Need.State.SEARCHING:
        return None
    given_up = offer.need.state == Need.State.CANCELLED
    return Answer("late", "withdrawn" if given_up else "taken")
