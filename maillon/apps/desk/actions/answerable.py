"""The offers that words from a telephone may answer: one definition, for all who read words."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillon.apps.desk.models import Assignment, Need, Offer
from maillon.kernel.prepared import Prepared

__all__ = ["LATE_YES", "SHARED", "answerable", "answerable_from", "may_answer"]

SHARED: Final = ("cabinet", "organization")
LATE_YES: Final = timedelta(days=2)  # after it was made, an offer that ended may still be taken


def answerable(now: datetime) -> QuerySet[Offer]:
    """What a yes may still take, and what is held and has not begun; on any telephone."""
    return Offer.objects.filter(may_answer(now - LATE_YES))


_OF_PHONE: Final = Prepared(
    lambda phone_index, since: (
        Offer.objects.filter(may_answer(since), responder__phone_index=phone_index)
        .select_related("need__request__desk", "responder")
        .order_by("made_at", "id")
    ),
    str,
    datetime,
)


def answerable_from(phone_index: str, now: datetime) -> list[Offer]:
    """Those of one telephone, whole, in the order they were made."""
    return _OF_PHONE.objects(phone_index, now - LATE_YES)


def may_answer(since: datetime) -> Q:
    """The condition for it, to join with others; ``since`` is as long ago as a late yes counts.

    A yes may take open offers; while the need is searched, expired ones made after ``since``, and
    those that one of several behind a shared line declined. Held: an assignment still running.
    """
    running = Assignment.objects.filter(offer=OuterRef("pk"), withdrawn_at=None, begun_at=None)
    late = Q(state=Offer.State.EXPIRED) | Q(state=Offer.State.DECLINED, responder__kind__in=SHARED)
    return (
        Q(state=Offer.State.OPEN)
        | Q(Exists(running), state=Offer.State.ACCEPTED)
        | Q(late, need__state=Need.State.SEARCHING, made_at__gt=since)
    )
