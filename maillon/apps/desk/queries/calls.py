"""The telephone of the desk: who calls now, who is on duty, whose telephone rings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from maillon.apps.accounts.queries import account_cards
from maillon.apps.desk.access import agents_of, desks_of, require_agent, require_lead
from maillon.apps.desk.models import Call, Desk, Extension, Presence
from maillon.apps.desk.queries.intake import callers
from maillon.apps.desk.queries.moments import clock_words
from maillon.apps.desk.timing import hours_of
from maillon.apps.directory.phones import spoken
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, System

__all__ = ["Duty", "Ringing", "Telephone", "Telephones", "call_phone", "demonstration_desks",
           "duty", "ringing", "telephones"]  # fmt: skip

RINGS = timedelta(minutes=10)  # a call whose end was never told
PRESENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Ringing:
    """A call that waits for somebody of the desk to open it."""

    id: UUID
    number: str  # « 04 77 00 00 00 », or « numéro masqué »
    who: str  # the caller's card, where the number is known
    since: str
    answered: bool
    mine: bool  # it rings, or was answered, at this agent's telephone


def ringing(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> tuple[Ringing, ...]:
    """Calls nobody took, the oldest first: those of her telephone, and those of everybody.

    A call that rings at a colleague's own telephone is not shown; nothing to whoever is not of
    the desk.
    """
    if desk_id not in desks_of(viewer):
        return ()
    desk = require_agent(viewer, desk_id)
    recent = Call.objects.filter(
        desk_id=desk_id, heard_at__gt=now - RINGS, started_at__gt=now - RINGS
    )
    waiting = recent.filter(ended_at=None, taken_at=None)
    hers = waiting.filter(Q(account=None) | Q(account=viewer.account_id))
    return tuple(_ringing(viewer, desk, call, now) for call in hers.order_by("started_at")[:5])


def _ringing(viewer: AccountViewer, desk: Desk, call: Call, now: datetime) -> Ringing:
    phone = call.caller_phone
    card = next(iter(callers(viewer, desk.pk, phone, now=now)), None) if phone else None
    words = (card.house or card.name, card.kind_label) if card else ()
    return Ringing(
        id=call.pk,
        number=spoken(phone) if phone else "numéro masqué",
        who=", ".join(word for word in words if word),
        since=clock_words(call.started_at or now, ZoneInfo(desk.timezone)),
        answered=call.answered_at is not None,
        mine=call.account_id == viewer.account_id,
    )


def call_phone(viewer: AccountViewer, call_id: UUID) -> str:
    """The number (E.164) of a call this agent took; empty where it is hidden or forgotten.

    ``NotFound`` for a call of another desk, or one she did not take.
    """
    call = Call.objects.filter(pk=call_id, taken_by=viewer.account_id).first()
    if call is None or call.desk_id not in desks_of(viewer):
        raise NotFound
    return str(call.caller_phone)


def demonstration_desks() -> tuple[tuple[UUID, str], ...]:
    """Desks of the demonstration, for the switchboard one tries by hand; none where it is off."""
    if not settings.MAILLON_DEMO:
        raise NotFound
    return tuple(Desk.objects.filter(synthetic=True).order_by("name").values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Duty:
    """What a switchboard needs to know of a desk now."""

    desk: str
    open: bool
    changes_at: datetime | None  # when it opens next; nothing while it is open
    present: tuple[str, ...]  # extensions of those whose page is open, in order
    ring: tuple[str, ...]  # those, then the others: whom to ring, in order
    notice: str
    fallback: str


def duty(viewer: System, desk_id: UUID, *, now: datetime) -> Duty:
    """Who is on duty; those whose page is open first, then in the order the lead chose.

    ``present`` names the first apart; where nobody has a page open it is empty, and everybody
    with a telephone rings. For the System only, which speaks for a switchboard that signed;
    ``NotFound`` for no desk.
    """
    desk = Desk.objects.filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    hours = hours_of(desk)
    is_open = hours.is_open(now)
    agents = agents_of(desk_id, now=now)
    here = set(
        Presence.objects.filter(desk=desk, seen_at__gt=now - PRESENT).values_list(
            "account_id", flat=True
        )
    )
    known = Extension.objects.filter(desk=desk, account_id__in=agents).order_by("position")
    ordered = sorted(known, key=lambda one: (one.account_id not in here, one.position))
    there = tuple(one.number for one in ordered if one.account_id in here)
    return Duty(
        desk=desk.name,
        open=is_open,
        changes_at=None if is_open else hours.next_open(now),
        present=there if is_open else (),
        ring=tuple(one.number for one in ordered) if is_open else (),
        notice="" if is_open else desk.closed_notice,
        fallback="" if is_open else desk.fallback_phone,
    )


@dataclass(frozen=True, slots=True)
class Telephone:
    """An agent of the desk and her extension, if she has one."""

    account_id: UUID
    name: str
    number: str
    position: int


@dataclass(frozen=True, slots=True)
class Telephones:
    """The telephones of a desk, in the order they ring; those without one come last."""

    desk_id: UUID
    desk_name: str
    fallback: str
    lines: tuple[Telephone, ...]


def telephones(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Telephones:
    """For whoever leads the desk; ``NotFound`` for anybody else."""
    desk = require_lead(viewer, desk_id)
    cards = account_cards(set(agents_of(desk_id, now=now)))
    known = {one.account_id: one for one in Extension.objects.filter(desk=desk)}
    lines = [
        Telephone(pk, card.name, known[pk].number if pk in known else "",
                  known[pk].position + 1 if pk in known else len(cards))
        for pk, card in cards.items()
    ]  # fmt: skip
    lines.sort(key=lambda one: (not one.number, one.position, one.name))
    fallback = spoken(desk.fallback_phone) if desk.fallback_phone else ""
    return Telephones(desk.pk, desk.name, fallback, tuple(lines))
