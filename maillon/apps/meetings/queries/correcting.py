from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.accounts.queries import AccountCard, account_cards, colleagues
from maillon.apps.meetings import access
from maillon.apps.meetings.models import Meeting, PresenceCorrection
from maillon.apps.meetings.queries.page import MeetingPage, meeting_page
from maillon.apps.meetings.vocabulary import Presence
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["CorrectionLine", "CorrectionPage", "correction_page", "may_correct"]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction: when, by whom, why, and for each guest what was said before and after."""

    at: datetime
    by: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Closed minutes whose presence may be said again; ``others``: colleagues nobody asked."""

    meeting: MeetingPage
    others: tuple[AccountCard, ...]
    lines: tuple[CorrectionLine, ...]


def may_correct(viewer: AccountViewer, meeting_id: UUID) -> bool:
    """Whether this reader may say again who was there."""
    return access.may_correct(viewer, access.require_reader(viewer, meeting_id))


def correction_page(viewer: AccountViewer, meeting_id: UUID, *, now: datetime) -> CorrectionPage:
    """What may be corrected and what was, for who may correct; ``NotFound`` for anybody else, and
    as long as the minutes are open.
    """
    meeting = access.require_reader(viewer, meeting_id)
    if not access.may_correct(viewer, meeting) or meeting.closed_at is None:
        raise NotFound
    asked = set(meeting.guests.values_list("account_id", flat=True))
    others = tuple(one for one in colleagues(viewer, now=now) if one.id not in asked)
    page = meeting_page(viewer, meeting_id, now=now)
    return CorrectionPage(page, others, _lines(meeting))


def _lines(meeting: Meeting) -> tuple[CorrectionLine, ...]:
    rows = list(PresenceCorrection.objects.filter(meeting=meeting).order_by("-corrected_at"))
    names = {str(one.pk): one.name for one in meeting.guests.all()}
    authors = account_cards({one.corrected_by_id for one in rows})
    words = dict(Presence.choices) | {"": "pas dans la liste"}
    zone = ZoneInfo(meeting.timezone)
    return tuple(
        CorrectionLine(
            one.corrected_at.astimezone(zone), authors[one.corrected_by_id].name,
            one.get_reason_display(),
            tuple((names.get(pk, ""), words[before], words[after])
                  for pk, before, after in one.changes),
        )
        for one in rows
    )  # fmt: skip
