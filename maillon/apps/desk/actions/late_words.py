"""Words about an offer that is over: she is told what became of it, and nobody has to read them.

Four carers out of five lose a wave, and some answer what is no longer asked. Nothing is done
with such words; only what may still change somebody's care is left to an agent.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from maillon.apps.desk.actions.answerable import LATE_YES
from maillon.apps.desk.actions.replying import Answer
from maillon.apps.desk.models import Assignment, Need, Offer
from maillon.engines.replies import Reply

__all__ = ["late_words"]

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


def _meant(reply: Reply, phone_index: str, now: datetime) -> Offer | None:
    hers = Offer.objects.select_related("need__request__desk", "responder").filter(
        responder__phone_index=phone_index, made_at__gt=now - REMEMBERED
    )
    if reply.code:
        return hers.filter(code=reply.code).order_by("-made_at", "pk").first()
    if reply.reference:
        return _only(hers.filter(need__request__reference=reply.reference))
    going_on = Assignment.objects.filter(offer=OuterRef("pk"), withdrawn_at=None)
    if reply.intent == "confirm":
        return _only(hers.filter(Exists(going_on.filter(begun_at__gt=now - LATE_YES))))
    if hers.filter(Exists(going_on.filter(begun_at__isnull=False))).exists():
        return None
    return _only(hers.filter(made_at__gt=now - LATE_YES))


def _only(offers: QuerySet[Offer]) -> Offer | None:
    found = list(offers[:2])
    return found[0] if len(found) == 1 else None


def _said(reply: Reply, offer: Offer) -> Answer | None:
    held = Assignment.objects.filter(
        need=offer.need_id, responder__phone_index=offer.responder.phone_index, withdrawn_at=None
    )
    if begun := list(held.values_list("begun_at", flat=True)):
        again = reply.intent in ("confirm", "yes") and None not in begun
        return Answer("late", "confirm_done") if again else None
    if reply.intent in NO:
        return Answer("late", "declined")
    if reply.intent == "yes" and offer.need.state != Need.State.SEARCHING:
        given_up = offer.need.state == Need.State.CANCELLED
        return Answer("late", "withdrawn" if given_up else "taken")
    return None
