"""What the page shows while somebody speaks on the phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Max, Q, QuerySet

from maillon.apps.care.queries import FoundPerson, find_persons
from maillon.apps.desk.access import AFTER_CLOSING, require_agent
from maillon.apps.desk.models import Desk, DeskCommune, Handover, Requester, ServiceRequest
from maillon.apps.desk.queries.moments import Due, clock_words, day_words, due_words, since_words
from maillon.apps.desk.queries.opening import Opening, opening_of
from maillon.apps.desk.queries.standing import PastRequest, past
from maillon.apps.desk.timing import due, hours_of, local_day
from maillon.apps.desk.vocabulary import (
    PROFESSIONS,
    REQUESTER_KINDS,
    delays,
)
from maillon.apps.directory.models import Responder
from maillon.apps.directory.phones import region_of
from maillon.apps.directory.queries import FoundPractitioner, search_practitioners
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index, fold

__all__ = [
    "CallerCard",
    "Choice",
    "Counter",
    "HandoverCard",
    "callers",
    "carer_choices",
    "carers_named",
    "counter",
    "gp_choices",
    "handover_card",
    "last_caller",
    "matches",
    "reopens",
    "wait_for",
]

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list: what is posted, what is read, what is said beside."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """The desk as intake needs it."""

    id: UUID
    name: str
    phone: str
    region: str  # how a number without prefix is read
    today: date
    timezone: str
    opening: Opening
    professionals_only: bool
    clinical: bool
    communes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class CallerCard:
    """Who called from this number before, and what for."""

    id: UUID
    kind: str
    kind_label: str
    name: str
    house: str
    count: int
    last: tuple[PastRequest, ...]


@dataclass(frozen=True, slots=True)
class HandoverCard:
    """A call handed over, and what came of it."""

    id: UUID
    target: str
    target_label: str
    caller_phone: str
    since: str
    outcome: str
    desk_name: str


def counter(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Counter:
    """The desk of this agent; ``NotFound`` for anybody else."""
    desk = require_agent(viewer, desk_id)
    return Counter(
        id=desk.pk,
        name=desk.name,
        phone=desk.phone,
        region=region_of(desk.commune_id),
        today=local_day(desk, now),
        timezone=desk.timezone,
        opening=opening_of(desk, now),
        professionals_only=desk.professionals_only,
        clinical=desk.kind == Desk.Kind.CLINICAL,
        communes=_communes(desk),
    )


def _communes(desk: Desk) -> tuple[Choice, ...]:
    """Those the desk answers for, then its region's, each with the desk that does."""
    rows = DeskCommune.objects.filter(desk__organization_id=desk.organization_id)
    ordered = rows.select_related("commune", "desk").order_by("commune__folded_name")
    found: dict[str, Choice] = {}
    for row in sorted(ordered, key=lambda row: row.desk_id != desk.pk):
        postal = row.commune.postal_codes.split(" ")[0]
        hint = postal if row.desk_id == desk.pk else f"{postal}, {row.desk.name}"
        found.setdefault(row.commune.pk, Choice(row.commune.pk, row.commune.name, hint))
    return tuple(found.values())


def wait_for(viewer: AccountViewer, desk_id: UUID, urgency: str, *, now: datetime) -> Due:
    """Before when a request of this urgency, taken now, would be handled."""
    desk = require_agent(viewer, desk_id)
    return due_words(due(desk, now, delays(urgency).handle), now, ZoneInfo(desk.timezone))


def reopens(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> str:
    """« demain à 9 h 00 »: when the desk opens next; empty while it is open."""
    desk = require_agent(viewer, desk_id)
    tz, hours = ZoneInfo(desk.timezone), hours_of(desk)
    if hours.is_open(now):
        return ""
    opening = hours.next_open(now)
    day = day_words(opening.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(part for part in (day, "à", clock_words(opening, tz)) if part)


def callers(
    viewer: AccountViewer, desk_id: UUID, phone: str, *, now: datetime
) -> tuple[CallerCard, ...]:
    """The cards of everybody who called from this E.164 number, the latest caller first.

    Their last requests are those of every desk of the region.
    """
    desk = require_agent(viewer, desk_id)
    if not phone:
        return ()
    seen: dict[tuple[str, str, str], list[Requester]] = {}
    for card in _cards(desk, phone):
        seen.setdefault((card.kind, fold(card.name), fold(card.house)), []).append(card)
    return tuple(_caller(viewer, desk, same, now) for same in list(seen.values())[:5])


def _cards(desk: Desk, phone: str) -> QuerySet[Requester]:
    """Those of this number, the latest that called first."""
    cards = Requester.objects.filter(
        organization_id=desk.organization_id, phone_index=blind_index("phone", phone)
    )
    last_first = F("last_at").desc(nulls_last=True)
    return cards.annotate(last_at=Max("requests__received_at")).order_by(last_first, "-created_at")


def last_caller(desk: Desk, phone: str) -> str:
    """Who last called from this E.164 number, and as what; empty where nobody is known.

    The caller has checked the right to the desk.
    """
    card = _cards(desk, phone).first()
    if card is None:
        return ""
    kind = REQUESTER_KINDS.get(card.kind)
    words = (card.house or card.name, kind.label if kind else card.kind)
    return ", ".join(word for word in words if word)


def _caller(viewer: AccountViewer, desk: Desk, same: list[Requester], now: datetime) -> CallerCard:
    card = same[0]
    theirs = ServiceRequest.objects.filter(
        organization_id=desk.organization_id, requester__in=same
    ).select_related("commune", "owner_account", "desk")
    kind = REQUESTER_KINDS.get(card.kind)
    return CallerCard(
        id=card.pk,
        kind=card.kind,
        kind_label=kind.label if kind else card.kind,
        name=card.name,
        house=card.house,
        count=theirs.count(),
        last=past(viewer, desk, theirs.filter(_remembered(now)).order_by("-received_at")[:3], now),
    )


def _remembered(now: datetime) -> Q:
    return Q(closed_at=None) | Q(closed_at__gt=now - AFTER_CLOSING)


def matches(
    viewer: AccountViewer,
    desk_id: UUID,
    *,
    birth_date: str,
    name: str,
    given_name: str = "",
    now: datetime,
) -> tuple[FoundPerson, ...]:
    """Persons with this birth date and a like name: existence only, intake ground, traced."""
    desk = require_agent(viewer, desk_id)
    return find_persons(
        viewer,
        organization_id=desk.organization_id,
        birth_date=birth_date,
        name=name,
        given_name=given_name,
        now=now,
    )


def carer_choices(viewer: AccountViewer, desk_id: UUID, text: str) -> tuple[Choice, ...]:
    """Responders whose every typed word begins a word of theirs; those of the desk first."""
    desk = require_agent(viewer, desk_id)
    words = fold(text).split()
    if not words:
        return ()
    rows = Responder.objects.select_related("commune").filter(
        Q(practitioner_role=None) | Q(practitioner_role__ended_on=None)
    )
    for word in words:
        rows = rows.filter(Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}"))
    ours = set(DeskCommune.objects.filter(desk=desk).values_list("commune_id", flat=True))
    near_first = sorted(rows[:60], key=lambda r: (r.commune_id not in ours, r.folded_name))
    return tuple(_carer(responder) for responder in near_first[:LIMIT])


def carers_named(viewer: AccountViewer, ids: Iterable[UUID]) -> dict[UUID, Choice]:
    """Responders by id, as lines; an unknown id is absent."""
    rows = Responder.objects.select_related("commune").filter(pk__in=list(ids))
    return {row.pk: _carer(row) for row in rows}


def _carer(row: Responder) -> Choice:
    words = (PROFESSIONS.get(row.profession, ""), row.commune.name if row.commune else "")
    return Choice(str(row.pk), row.name, " · ".join(word for word in words if word))


def gp_choices(viewer: AccountViewer, desk_id: UUID, text: str) -> tuple[Choice, ...]:
    """Doctors at their sites, those whose name was typed first; the directory is public."""
    require_agent(viewer, desk_id)
    words = fold(text).split()
    if not words:
        return ()

    def named(doctor: FoundPractitioner) -> bool:
        return any(part.startswith(tuple(words)) for part in fold(doctor.name).split())

    found = search_practitioners(viewer, text, profession="10").results
    by_name = sorted(found, key=lambda doctor: not named(doctor))[:LIMIT]
    return tuple(Choice(str(one.role_id), one.name, one.town or one.site_name) for one in by_name)


def handover_card(viewer: AccountViewer, handover_id: UUID, *, now: datetime) -> HandoverCard:
    """A handed-over call of one of the viewer's desks; ``NotFound`` otherwise."""
    row = Handover.objects.select_related("desk").filter(pk=handover_id).first()
    if row is None:
        raise NotFound
    desk = require_agent(viewer, row.desk_id)
    return HandoverCard(
        id=row.pk,
        target=row.target,
        target_label=row.get_target_display(),
        caller_phone=row.caller_phone,
        since=since_words(row.started_at, now, ZoneInfo(desk.timezone)),
        outcome=row.outcome,
        desk_name=desk.name,
    )
