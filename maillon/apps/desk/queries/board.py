"""The board of a desk: its open requests in four lanes, the most pressing first.

Cards name no person: a reference, a need, a commune, who asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.models import (
    Assignment,
    Callback,
    Desk,
    Need,
    Offer,
    ServiceRequest,
    Shift,
    Wave,
)
from maillon.apps.desk.queries.kept import Kept, board_number, desk_at
from maillon.apps.desk.queries.moments import NB, Due, day_words, due_words
from maillon.apps.desk.queries.opening import Opening, opening_of
from maillon.apps.desk.queries.presence import Present, before_whom, present
from maillon.apps.desk.queries.steps import CALLS, NEWS, step_words, wave_words
from maillon.apps.desk.timing import local_day
from maillon.apps.desk.vocabulary import FREQUENCIES, REQUESTER_KINDS, REQUESTER_WORDS, need_label
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "FILTERS",
    "Board",
    "Card",
    "DeskChoice",
    "Lane",
    "board",
    "desk_choices",
    "need_words",
    "open_cards",
    "title_of",
]

FILTERS = {"all": "Toutes", "mine": "Les miennes", "free": "À prendre"}
# Only what a card shows is read: sealed columns stay closed.
FIELDS = (
    "reference", "lane", "deadline_at", "next_step", "requester_kind", "owner_account",
    "commune", "requester", "commune__name", "requester__house", "owner_account__name",
    "owner_account__initials", "desk", "received_desk", "received_desk__sector",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """One request on the board."""

    id: UUID
    reference: str
    lane: str
    title: str
    place: str
    requester: str
    owner_name: str
    owner_initials: str
    mine: bool
    due: Due
    step: str
    note: str
    call: str  # what an agent who has just called would press, if a call is what comes next
    news: str  # what to say aloud when the card arrives where it is
    before: tuple[str, ...] = ()  # the colleagues who have it open


@dataclass(frozen=True, slots=True)
class Lane:
    """One column, oldest overdue first."""

    key: str
    title: str
    icon: str
    empty: str
    cards: tuple[Card, ...]

    @property
    def count(self) -> int:
        return len(self.cards)

    @property
    def late(self) -> int:
        return sum(card.due.level == "late" for card in self.cards)


@dataclass(frozen=True, slots=True)
class DeskChoice:
    """A desk the viewer belongs to."""

    id: UUID
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What a desk owes now, as one of its agents sees it."""

    desk_id: UUID
    desk_name: str
    version: int
    opening: Opening
    lanes: tuple[Lane, ...]
    present: tuple[Present, ...]
    owner: str  # the filter in force, a key of FILTERS
    counts: Mapping[str, int]  # how many cards each filter would show

    @property
    def count(self) -> int:
        return sum(lane.count for lane in self.lanes)

    @property
    def late(self) -> int:
        return sum(lane.late for lane in self.lanes)


Owned = tuple[tuple[Card, UUID | None], ...]
_KEPT: Final = Kept[Owned]()
# Counted in the statement that reads the needs: the board reads as much for one as for many.
SEATS = Subquery(
    Shift.objects.filter(need=OuterRef("pk")).values("need").annotate(n=Sum("seats")).values("n")
)
HELD = Subquery(
    Assignment.objects.filter(need=OuterRef("pk"), withdrawn_at=None)
    .values("need")
    .annotate(n=Count("pk"))
    .values("n")
)
LANES = (
    ("to_handle", "À traiter", "inbox", "Rien à trier."),
    ("searching", "En recherche", "send", "Aucune recherche en cours."),
    ("found", "Soin à confirmer", "carer", "Aucun soin à confirmer."),
    ("to_call_back", "À rappeler", "phone", "Personne à rappeler."),
)


# Where hospital clinicians answer, an opinion is awaited as often as a carer.
CLINICAL = (
    LANES[0],
    ("searching", "Réponse attendue", "send", "Aucune réponse attendue."),
    *LANES[2:],
)


def board(viewer: AccountViewer, desk_id: UUID, *, now: datetime, owner: str = "all") -> Board:
    """The four lanes of a desk of the viewer's; ``NotFound`` for anybody else's.

    Eight reads, however many cards; two where the board was just read for somebody else.
    ``owner`` narrows the lanes, never the counts.
    """
    # Read before the rows: a change between the two is told again rather than missed.
    version = board_number(desk_id)
    desk = desk_at(viewer, desk_id, version, now)
    people = present(viewer, desk_id, now=now)
    cards = _for_her(viewer, _KEPT.at(desk_id, version, now, lambda: _cards(desk, now)), people)
    owner = owner if owner in FILTERS else "all"
    shown = [card for card in cards if _kept(card, owner)]
    return Board(
        desk_id=desk.pk,
        desk_name=desk.name,
        version=version,
        opening=opening_of(desk, now),
        present=people,
        lanes=tuple(
            Lane(key, title, icon, empty, tuple(c for c in shown if c.lane == key))
            for key, title, icon, empty in (CLINICAL if desk.kind == "clinical" else LANES)
        ),
        owner=owner,
        counts={name: sum(_kept(card, name) for card in cards) for name in FILTERS},
    )


def _kept(card: Card, owner: str) -> bool:
    return owner == "all" or (card.mine if owner == "mine" else not card.owner_name)


def open_cards(
    viewer: AccountViewer, desk: Desk, now: datetime, people: tuple[Present, ...] = ()
) -> tuple[Card, ...]:
    """Every open request of the desk as a card; the caller has checked the right to it.

    ``people`` are those at the desk, whose open sheets are marked.
    """
    number = board_number(desk.pk)
    kept = _KEPT.at(desk.pk, number, now, lambda: _cards(desk, now))
    return _for_her(viewer, kept, people)


def _for_her(viewer: AccountViewer, kept: Owned, people: tuple[Present, ...]) -> tuple[Card, ...]:
    """The same cards, with what depends on who looks."""
    before = before_whom(tuple(one for one in people if not one.mine))
    return tuple(
        replace(card, mine=owner == viewer.account_id, before=before.get(card.id, ()))
        if owner == viewer.account_id or card.id in before
        else card
        for card, owner in kept
    )


def _cards(desk: Desk, now: datetime) -> Owned:
    """Every open request of the desk as anybody sees it, with its owner."""
    requests = list(
        ServiceRequest.objects.open()
        .at_desk(desk.pk)
        .most_pressing_first()
        .select_related("commune", "requester", "owner_account", "received_desk")
        .only(*FIELDS)
    )
    needs = _needs(requests)
    searched = [n.pk for row in needs.values() for n in row if n.state == Need.State.SEARCHING]
    waves, answers = _waves(searched), _answers(searched)
    words = _words(requests)
    today, tz = local_day(desk, now), ZoneInfo(desk.timezone)
    return tuple(
        (
            Card(
                id=r.pk,
                reference=_called(r),
                lane=r.lane,
                title=title_of(needs[r.pk], today),
                place=r.commune.name,
                requester=_requester(r),
                owner_name=r.owner_account.name if r.owner_account else "",
                owner_initials=r.owner_account.initials if r.owner_account else "",
                mine=False,
                due=_due(r, waves.get(r.pk), now, tz),
                step=_steps(r, words.get(r.pk, "")),
                note=_note(r, needs[r.pk], answers.get(r.pk)),
                call=CALLS.get(words.get(r.pk) or r.next_step, ""),
                news=NEWS.get(words.get(r.pk) or r.lane, ""),
            ),
            r.owner_account_id,
        )
        for r in requests
    )


def _called(request: ServiceRequest) -> str:
    """The number the caller heard; with the sector of the desk that gave it, where another did."""
    if request.received_desk_id == request.desk_id:
        return request.reference
    return f"{request.reference} {request.received_desk.sector}"


def _needs(requests: Iterable[ServiceRequest]) -> dict[UUID, list[Need]]:
    rows: dict[UUID, list[Need]] = defaultdict(list)
    found = Need.objects.filter(request_id__in=[r.pk for r in requests]).defer("detail")
    for need in found.annotate(seats=SEATS, held=HELD).order_by("position"):
        rows[need.request_id].append(need)
    return rows


def _waves(needs: list[UUID]) -> dict[UUID, Wave]:
    """The next planned wave of each request."""
    planned = Wave.objects.filter(need_id__in=needs, opened_at=None, closed_at=None)
    latest_first = planned.select_related("need").defer("need__detail").order_by("-opens_at")
    return {wave.need.request_id: wave for wave in latest_first}


def _answers(needs: list[UUID]) -> dict[UUID, tuple[int, int, int]]:
    """Per request: carers asked in the running waves, those who answered, those to be called."""
    asked = Q(state__in=("open", "accepted", "declined"))
    rows = (
        Offer.objects.filter(need_id__in=needs)
        .values_list("need__request_id")
        .annotate(
            asked=Count("pk", filter=asked & Q(channel="sms")),
            answered=Count("pk", filter=Q(state__in=("accepted", "declined"), channel="sms")),
            to_call=Count("pk", filter=Q(state="open", channel="call")),
        )
    )
    return {pk: (a, b, c) for pk, a, b, c in rows}


def _words(requests: Iterable[ServiceRequest]) -> dict[UUID, str]:
    """The word owed first to the requester, as the code of its step, by request."""
    waiting = [r.pk for r in requests if r.lane == ServiceRequest.Lane.TO_CALL_BACK]
    if not waiting:
        return {}
    owed = Callback.objects.filter(request_id__in=waiting, closed_at=None, kind__in=REQUESTER_WORDS)
    latest_first = owed.order_by("-task__due_at").values_list("request_id", "kind")
    return {pk: f"desk.{kind}" for pk, kind in latest_first}


def _steps(request: ServiceRequest, word: str) -> str:
    """What comes next, after the word owed where it is another."""
    both = dict.fromkeys((word, request.next_step))
    return " · ".join(words for code in both if (words := step_words(code)))


def title_of(needs: Sequence[Need], today: date) -> str:
    """The first need that still waits for something, and how many others."""
    living = [n for n in needs if n.state not in Need.SETTLED] or needs
    if not living:
        return "Demande sans besoin"
    first, others = living[0], len(living) - 1
    words = need_words(first)
    if first.starts_on > today:
        words += f" dès {day_words(first.starts_on, today)}"
    if others:
        words += " et un autre besoin" if others == 1 else f" et {others} autres besoins"
    return words


def need_words(need: Need) -> str:
    """« Pansement et surveillance, 1 × par jour »: the rhythm is one breath, never cut."""
    often = FREQUENCIES.get(need.frequency, need.frequency)
    return f"{need_label(need.code)}, {often.replace(' ', NB) if '×' in often else often}"


def _requester(request: ServiceRequest) -> str:
    """The house of a professional, the kind of anybody else."""
    kind = REQUESTER_KINDS.get(request.requester_kind)
    if kind is None:
        return ""
    return (request.requester.house if kind.professional else "") or kind.label


def _due(request: ServiceRequest, wave: Wave | None, now: datetime, tz: ZoneInfo) -> Due:
    if request.next_step == "desk.wave" and wave is not None:
        words = wave_words(wave.number, wave.kind)
        return due_words(request.deadline_at, now, tz, ahead="à", prefix=words)
    return due_words(request.deadline_at, now, tz)


def _note(
    request: ServiceRequest, needs: Iterable[Need], answers: tuple[int, int, int] | None
) -> str:
    """How many seats are held where there are several, and how far the asking is."""
    return " · ".join(part for part in (_seats(needs), _asking(request, answers)) if part)


def _seats(needs: Iterable[Need]) -> str:
    """« 7 places sur 12 »; nothing where one carer is enough."""
    living = [n for n in needs if n.state != Need.State.CANCELLED]
    seats = sum(getattr(n, "seats", None) or 0 for n in living)
    held = sum(getattr(n, "held", None) or 0 for n in living)
    if seats <= len(living):
        return ""
    return f"{held}{NB}place{'s' if held > 1 else ''} sur{NB}{seats}"


def _asking(request: ServiceRequest, answers: tuple[int, int, int] | None) -> str:
    asked, answered, to_call = answers or (0, 0, 0)
    if request.next_step == "desk.call_list" and to_call:
        return f"{to_call} numéro{'s' if to_call > 1 else ''}"
    if request.next_step == "desk.wave" and asked:
        return f"{answered} réponse{'s' if answered > 1 else ''} sur {asked}"
    return ""


_NAMES: Final = Prepared(
    lambda desks: Desk.objects.filter(pk__in=desks).order_by("name").values_list("pk", "name"),
    [UUID],
)


def desk_choices(viewer: AccountViewer, here: UUID) -> tuple[DeskChoice, ...]:
    """The desks of the viewer, by name; one of them is where she sits."""
    desks = list(desks_of(viewer))
    rows = _NAMES.rows(desks) if desks else []
    return tuple(DeskChoice(pk, name, pk == here) for pk, name in rows)
