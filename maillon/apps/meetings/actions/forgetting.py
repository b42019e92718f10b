"""What meetings forget of a person whose file is erased: the words, not that they were held."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.meetings.models import AgendaItem, Decision, Guest, Meeting
from maillon.apps.meetings.paper import fingerprint

__all__ = ["ERASED", "forget_words"]

ERASED: Final = "Effacé"


def forget_words(*, item_ids: Iterable[UUID], meeting_ids: Iterable[UUID]) -> dict[str, int]:
    """Blank these points with what was decided on them, and the whole of these meetings, in the
    caller's transaction; how much of each kind went.

    The journal keeps the fingerprint of the minutes as they were closed; the meeting gets the one
    of what is left, so that a later change still shows.
    """
    whole = list(meeting_ids)
    said = Q(pk__in=list(item_ids)) | Q(meeting__in=whole)
    items = AgendaItem.objects.filter(said | Q(about__item__in=AgendaItem.objects.filter(said)))
    ids = list(items.values_list("pk", flat=True))
    touched = {*whole, *items.values_list("meeting_id", flat=True)}
    decisions = Decision.objects.filter(Q(item__in=ids) | Q(meeting__in=whole))
    close = Guest.objects.filter(meeting__in=whole, account=None)
    counts = {
        "meetings.Decision": _emptied(decisions, text=ERASED),
        "meetings.AgendaItem": _emptied(
            AgendaItem.objects.filter(pk__in=ids), title=ERASED, notes=""
        ),
        "meetings.Guest": _emptied(close, name=ERASED, email="", token_hash=""),
        "meetings.Meeting": _emptied(Meeting.objects.filter(pk__in=whole), place="", link=""),
    }
    for meeting in Meeting.objects.filter(pk__in=touched).exclude(closed_at=None):
        meeting.left_digest = fingerprint(meeting)
        meeting.save(update_fields=["left_digest"])
    return counts


def _emptied(rows: QuerySet[Any], **left: str) -> int:
    """One by one: what is sealed is written with its own key."""
    found = list(rows)
    for row in found:
        for name, value in left.items():
            setattr(row, name, value)
        row.save(update_fields=list(left))
    return len(found)
