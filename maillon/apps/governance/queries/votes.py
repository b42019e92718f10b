from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.governance.models import Motion
from maillon.apps.governance.vocabulary import MAJORITIES
from maillon.apps.meetings.queries import my_meetings
from maillon.apps.structures import access
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["VoteLine", "VotePage", "vote_lines", "vote_page"]


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote in a list."""

    id: UUID
    text: str
    day: date
    secret: bool
    result: str
    label: str
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True)
class VotePage:
    """A vote: the question, the rule, the count; voices by name unless it was secret."""

    line: VoteLine
    organization_id: UUID
    structure: str
    body: str
    eligible: int
    present: int
    quorum: int
    majority: str
    people: tuple[tuple[str, str], ...]
    meeting_id: UUID | None
    meeting: str
    minutes_open: bool


def vote_lines(motions: Iterable[Motion]) -> tuple[VoteLine, ...]:
    """Votes as a list tells them; the caller has checked the right to their structure."""
    return tuple(_line(one) for one in motions)


def _line(one: Motion) -> VoteLine:
    return VoteLine(
        one.pk, one.text, one.day, one.secret, one.result, one.get_result_display(), one.yes,
        one.no, one.abstain,
    )  # fmt: skip


def vote_page(viewer: AccountViewer, motion_id: UUID, *, now: datetime) -> VotePage:
    """One vote, for whoever works in the structure; its minutes open to who may read them."""
    rows = Motion.objects.select_related("body__organization", "meeting")
    one = rows.filter(pk=motion_id).first()
    if one is None:
        raise NotFound
    access.require_reader(viewer, one.body.organization_id)
    meeting = one.meeting
    named = meeting.get_kind_display() if meeting else ""
    day = f" du {meeting.starts_at:%d/%m/%Y}" if meeting and meeting.starts_at else ""
    readable = {row.id for row in my_meetings(viewer, now=now)} if meeting else set()
    return VotePage(
        line=_line(one), organization_id=one.body.organization_id,
        structure=one.body.organization.name, body=one.body.name, eligible=one.eligible,
        present=one.present, quorum=one.quorum, majority=MAJORITIES[one.majority],
        people=_people(one), meeting_id=meeting.pk if meeting else None, meeting=named + day,
        minutes_open=meeting is not None and meeting.pk in readable,
    )  # fmt: skip


def _people(one: Motion) -> tuple[tuple[str, str], ...]:
    """Who was there, by name; with her voice only where it was given by name."""
    if one.secret:
        there = one.attendances.select_related("member")
        return tuple(sorted((row.member.name, "") for row in there))
    said = one.ballots.select_related("member")
    return tuple(sorted((row.member.name, row.get_choice_display()) for row in said))
