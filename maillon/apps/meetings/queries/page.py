import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.meetings import access, cases, notes
from maillon.apps.meetings.cases import Case
from maillon.apps.meetings.models import AgendaItem, Decision, Guest, Meeting
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer

__all__ = [
    "DecisionLine",
    "GuestLine",
    "ItemLine",
    "MeetingPage",
    "OptionLine",
    "link_page",
    "link_viewer",
    "meeting_page",
]


CLOSED: Final = "Une situation"


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest, what she said of each moment in their order, whether she comes, whether she came."""

    id: UUID
    name: str
    email: str
    has_account: bool
    invited: bool
    coming: bool | None
    presence: str
    presence_label: str
    words: tuple[str, ...]
    own: bool
    organizer: bool


@dataclass(frozen=True, slots=True)
class OptionLine:
    """A moment proposed and how it is liked; ``best`` marks the ones that suit most."""

    id: UUID
    starts_at: datetime
    yes: int
    maybe: int
    no: int
    word: str  # what the reader said of it
    best: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision, who does it, until when, what became of it."""

    id: UUID
    text: str
    owner: str
    own: bool
    due_on: date
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A point, its notes, its decisions; ``before`` is the earlier decision it asks about.

    A case that this reader may not read is ``closed``: « une situation », and nothing more.
    """

    id: UUID
    title: str
    notes: str
    decisions: tuple[DecisionLine, ...]
    before: DecisionLine | None
    closed: bool = False
    person: str = ""
    href: str = ""
    rich: bool = False

    @property
    def said(self) -> str:
        """The notes as a page shows them, safe."""
        return notes.shown(self.notes, self.rich)

    @property
    def text(self) -> str:
        """The notes in plain words."""
        return notes.as_text(self.notes, self.rich)

    @property
    def html(self) -> str:
        """What the editor begins with: to be escaped."""
        return notes.as_html(self.notes, self.rich)

    @property
    def told(self) -> str:
        """The point as it is listed: whose case, and the question."""
        return " : ".join(part for part in (self.person, self.title) if part)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as one reader sees it."""

    id: UUID
    state: str
    kind: str
    kind_label: str
    structure: str
    subject: str
    place: str
    link: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    minutes: int
    rhythm: str  # in words, empty for once
    began: bool
    guests: tuple[GuestLine, ...]
    options: tuple[OptionLine, ...]
    agenda: tuple[ItemLine, ...]
    loose: tuple[DecisionLine, ...]  # decided under no point
    writes: bool
    closed_at: datetime | None
    digest: str
    next_id: UUID | None
    previous_id: UUID | None

    @property
    def own(self) -> GuestLine | None:
        """The reader among the guests."""
        return next((guest for guest in self.guests if guest.own), None)

    @property
    def came(self) -> tuple[GuestLine, ...]:
        return tuple(one for one in self.guests if one.presence in ("present", "remote"))

    @property
    def decisions(self) -> tuple[DecisionLine, ...]:
        return (*(line for item in self.agenda for line in item.decisions), *self.loose)


def meeting_page(viewer: AccountViewer, meeting_id: UUID, *, now: datetime) -> MeetingPage:
    """The whole meeting, for whoever called it or is asked to it; ``NotFound`` else."""
    meeting = access.require_reader(viewer, meeting_id)
    guests = list(meeting.guests.all())
    own = next((one for one in guests if one.account_id == viewer.account_id), None)
    writes = meeting.organization_id in access.may_call(viewer)
    open_cases = _open(viewer, meeting, now)
    return _page(meeting, guests, own, open_cases, writes=writes, now=now)


def link_viewer(token: str, *, origin: str = "") -> LinkViewer:
    """Who bears a guest's link; ``NotFound`` for one that opens nothing any more."""
    found = Guest.objects.filter(token_hash=hashlib.sha256(token.encode()).hexdigest()).first()
    if found is None:
        raise NotFound
    return LinkViewer("meeting", found.pk, origin=origin)


def link_page(viewer: LinkViewer, *, now: datetime) -> MeetingPage:
    """The same for a guest without account: no address of the others, no notes, no decisions.

    Minutes are not read by a link: it lives in a mailbox.
    """
    own = access.guest_of(viewer, now=now)
    meeting = own.meeting
    open_cases = _open(viewer, meeting, now)
    page = _page(meeting, list(meeting.guests.all()), own, open_cases, writes=False, now=now)
    agenda = tuple(ItemLine(one.id, one.title, "", (), None, one.closed) for one in page.agenda)
    return _reduced(page, agenda)


def _open(viewer: Viewer, meeting: Meeting, now: datetime) -> Mapping[UUID, Case]:
    """The cases of this meeting that this viewer reads, by point."""
    told = meeting.agenda.filter(is_case=True).values_list("pk", flat=True)
    return cases.shown(viewer, meeting.pk, told, now)


def _reduced(page: MeetingPage, agenda: tuple[ItemLine, ...]) -> MeetingPage:
    guests = tuple(replace(one, email="") for one in page.guests)
    return replace(page, agenda=agenda, loose=(), guests=guests)


def _page(
    meeting: Meeting, guests: Sequence[Guest], own: Guest | None, opened: Mapping[UUID, Case], *,
    writes: bool, now: datetime,
) -> MeetingPage:  # fmt: skip
    tz = ZoneInfo(meeting.timezone)
    start = meeting.starts_at.astimezone(tz) if meeting.starts_at else None
    options = _options(meeting, own, tz)
    later = Meeting.objects.filter(follows=meeting).values_list("pk", flat=True).first()
    agenda, loose = _agenda(meeting, own, opened, now)
    return MeetingPage(
        id=meeting.pk, state=meeting.state, kind=meeting.kind,
        kind_label=meeting.get_kind_display(), structure=meeting.organization.name,
        subject=meeting.subject, place=meeting.place, link=meeting.link, starts_at=start,
        ends_at=_end(meeting, start), timezone=meeting.timezone, minutes=meeting.minutes,
        rhythm=meeting.get_rhythm_display() if meeting.rhythm else "",
        began=bool(start and start <= now), guests=_guests(meeting, guests, own),
        options=options, agenda=agenda, loose=loose, writes=writes,
        closed_at=meeting.closed_at.astimezone(tz) if meeting.closed_at else None,
        digest=meeting.digest, next_id=later, previous_id=meeting.follows_id,
    )  # fmt: skip


def _end(meeting: Meeting, start: datetime | None) -> datetime | None:
    return start + timedelta(minutes=meeting.minutes) if start else None


def _options(meeting: Meeting, own: Guest | None, tz: ZoneInfo) -> tuple[OptionLine, ...]:
    lines = []
    for option in meeting.options.prefetch_related("answers"):
        words = {answer.guest_id: answer.word for answer in option.answers.all()}
        said = list(words.values())
        lines.append(
            (option, said.count("yes"), said.count("maybe"), said.count("no"),
             words.get(own.pk, "") if own else "")
        )  # fmt: skip
    rank = max(((yes + maybe, yes) for _, yes, maybe, _, _ in lines), default=(0, 0))
    return tuple(
        OptionLine(
            option.pk, option.starts_at.astimezone(tz), yes, maybe, no, word,
            rank > (0, 0) and (yes + maybe, yes) == rank,
        )
        for option, yes, maybe, no, word in lines
    )  # fmt: skip


def _guests(meeting: Meeting, guests: Sequence[Guest], own: Guest | None) -> tuple[GuestLine, ...]:
    words = {
        (answer.guest_id, option.pk): answer.word
        for option in meeting.options.prefetch_related("answers")
        for answer in option.answers.all()
    }
    order = [option.pk for option in meeting.options.all()]
    return tuple(
        GuestLine(
            one.pk, one.name, one.email, one.account_id is not None,
            one.invited_at is not None, one.coming, one.presence, one.get_presence_display(),
            tuple(words.get((one.pk, pk), "") for pk in order),
            own is not None and one.pk == own.pk, one.account_id == meeting.organizer_id,
        )
        for one in guests
    )  # fmt: skip


def _agenda(
    meeting: Meeting, own: Guest | None, opened: Mapping[UUID, Case], now: datetime
) -> tuple[tuple[ItemLine, ...], tuple[DecisionLine, ...]]:
    decisions = list(meeting.decisions.select_related("owner"))
    today = now.astimezone(ZoneInfo(meeting.timezone)).date()
    lines = {one.pk: _decision(one, own, today) for one in decisions}
    items = meeting.agenda.select_related("about__owner")
    agenda = tuple(_item(one, decisions, lines, own, today, opened) for one in items)
    return agenda, tuple(lines[one.pk] for one in decisions if one.item_id is None)


def _item(
    item: AgendaItem,
    decisions: Sequence[Decision],
    lines: dict[UUID, DecisionLine],
    own: Guest | None,
    today: date,
    opened: Mapping[UUID, Case],
) -> ItemLine:
    if item.is_case and item.pk not in opened:
        return ItemLine(item.pk, CLOSED, "", (), None, closed=True)
    case = opened.get(item.pk)
    return ItemLine(
        item.pk, item.title, item.notes,
        tuple(lines[one.pk] for one in decisions if one.item_id == item.pk),
        _decision(item.about, own, today) if item.about else None,
        person=case.name if case else "", href=case.href if case else "",
        rich=item.rich,
    )  # fmt: skip


def _decision(one: Decision, own: Guest | None, today: date) -> DecisionLine:
    hers = (
        own is not None
        and one.owner.account_id is not None
        and (one.owner.account_id == own.account_id)
    )
    late = not one.outcome and one.due_on < today
    return DecisionLine(one.pk, one.text, one.owner.name, hers, one.due_on, one.outcome, late)
