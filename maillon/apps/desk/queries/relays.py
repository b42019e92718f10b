"""Passing on: to whom one may, what was passed with which word, what leaves the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.accounts.queries import AccountCard, account_cards
from maillon.apps.desk import access
from maillon.apps.desk.models import Desk, DeskCommune, Draft, Handover, Relay, ServiceRequest
from maillon.apps.desk.queries.board import Card, open_cards
from maillon.apps.desk.queries.kept import Kept, board_number, desk_at
from maillon.apps.desk.queries.moments import clock_words, day_words
from maillon.apps.desk.queries.opening import opening_of
from maillon.apps.desk.queries.presence import Present, others_before, present
from maillon.apps.desk.timing import hours_of, next_shift_start
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "Around",
    "Given",
    "Leaving",
    "Receivers",
    "RelayCard",
    "Taker",
    "given_away",
    "leaving",
    "receivers",
    "relay_on",
]

MEMORY = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Taker:
    """One line of the list of those who may take over: what is posted, what is read."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who may take over; ``right`` is the desk that answers for the commune, if another does."""

    colleagues: tuple[Taker, ...]
    shifts: tuple[Taker, ...]
    desks: tuple[Taker, ...]
    right: Taker | None = None


@dataclass(frozen=True, slots=True)
class RelayCard:
    """The last passing on of a request, as its present desk reads it."""

    cause: str
    giver: str  # an agent, or the desk where nobody gave it by hand
    from_desk: str  # empty inside one desk
    taker: str
    word: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """Whom a request concerns besides its owner."""

    card: RelayCard | None  # the last passing on
    takers: Receivers
    born: str  # the desk that took the call, if another
    also: tuple[str, ...]  # the colleagues who have it open


_KEPT: Final = Kept[tuple[tuple[AccountCard, ...], tuple[Taker, ...], tuple[Taker, ...]]]()


@dataclass(frozen=True, slots=True)
class Leaving:
    """What an agent must settle before she leaves."""

    desk_id: UUID
    desk_name: str
    cards: tuple[Card, ...]
    receivers: Receivers
    drafts: int
    transfers: int  # calls passed to the 15 whose answer nobody wrote down


@dataclass(frozen=True, slots=True)
class Given:
    """A request this desk gave to another one: no person, no need any more."""

    reference: str
    to_desk: str
    when: str
    over: bool


def receivers(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Receivers:
    """Colleagues, those at the desk first; shifts; other desks. ``NotFound`` elsewhere."""
    desk = access.require_agent(viewer, desk_id)
    people = present(viewer, desk_id, now=now)
    colleagues = _colleagues(viewer, _staff(desk, now), people)
    return Receivers(colleagues, _shifts(desk, now), _desks(desk, now))


def _colleagues(
    viewer: AccountViewer, staff: Iterable[AccountCard], people: Iterable[Present]
) -> tuple[Taker, ...]:
    here = {one.account_id for one in people}
    return tuple(
        Taker(f"account:{card.id}", card.name, "au poste" if card.id in here else "")
        for card in sorted(staff, key=lambda card: (card.id not in here, card.name))
        if card.id != viewer.account_id
    )


def _staff(desk: Desk, now: datetime) -> tuple[AccountCard, ...]:
    return tuple(account_cards(set(access.agents_of(desk.pk, now=now))).values())


def _shifts(desk: Desk, now: datetime) -> tuple[Taker, ...]:
    tz, following = ZoneInfo(desk.timezone), next_shift_start(desk, now)
    day = day_words(following.astimezone(tz).date(), now.astimezone(tz).date())
    hint = " ".join(part for part in (day, "à", clock_words(following, tz)) if part)
    later = Taker("shift:next", "La prochaine garde", hint)
    running = Taker("shift:now", "La garde en cours", "à prendre par qui est là")
    return (running, later) if hours_of(desk).is_open(now) else (later,)


def _desks(desk: Desk, now: datetime) -> tuple[Taker, ...]:
    return tuple(
        Taker(f"desk:{other.pk}", other.name, opening_of(other, now).words)
        for other in access.region_of(desk)
    )


def right_desk(desk: Desk, commune_id: str, among: Iterable[Taker]) -> Taker | None:
    """The desk of the region that answers for this commune, where the present one does not."""
    answers = DeskCommune.objects.filter(
        commune_id=commune_id, desk__organization_id=desk.organization_id
    )
    ids = set(answers.values_list("desk_id", flat=True))
    if desk.pk in ids:
        return None
    return next((one for one in among if one.value in {f"desk:{pk}" for pk in ids}), None)


_WHERE: Final = Prepared(
    lambda request_id: ServiceRequest.objects.filter(pk=request_id).values_list(
        "desk_id", "commune_id", "received_desk_id", "received_desk__name"
    ),
    UUID,
)

_PASSED: Final = Prepared(
    lambda request_id: (
        Relay.objects.filter(request=request_id)
        .select_related("from_desk", "to_desk")
        .order_by("-at")[:1]
    ),
    UUID,
)


def relay_on(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> Around:
    """How the request came here and to whom it may go, for whoever holds it; else ``NotFound``.

    The caller shows the sheet: reading the word is part of that reading. Staff and desks are those
    of the minute, or of the last change on the board; whoever passes on is checked again.
    """
    access.check_request(viewer, request_id, now=now)
    ((desk_id, commune_id, first_desk_id, first_desk),) = _WHERE.rows(request_id)
    number = board_number(desk_id)
    desk = desk_at(viewer, desk_id, number, now)
    staff, shifts, desks = _KEPT.at(
        desk.pk, number, now,
        lambda: (_staff(desk, now), _shifts(desk, now), _desks(desk, now)),
    )  # fmt: skip
    people = present(viewer, desk.pk, now=now)
    right = right_desk(desk, commune_id, desks) if desks else None
    passed = _PASSED.objects(request_id)
    return Around(
        card=_card(passed[0]) if passed else None,
        takers=Receivers(_colleagues(viewer, staff, people), shifts, desks, right),
        born=first_desk if first_desk_id != desk_id else "",
        also=others_before(people, request_id),
    )


def _card(relay: Relay) -> RelayCard:
    ids = {pk for pk in (relay.from_account_id, relay.to_account_id) if pk}
    names = {card.id: card.name for card in account_cards(ids).values()}
    moved = relay.from_desk_id != relay.to_desk_id
    giver = names.get(relay.from_account_id, "") if relay.from_account_id else ""
    by_hand = relay.cause in (Relay.Cause.GIVEN, Relay.Cause.SIGNED_OFF)
    taker = names.get(relay.to_account_id, "") if relay.to_account_id else ""
    return RelayCard(
        cause=relay.cause,
        giver=giver if by_hand else "",
        from_desk=relay.from_desk.name if moved else "",
        taker=taker or (relay.to_desk.name if moved else "la garde"),
        word=relay.word,
        at=relay.at,
    )


def leaving(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Leaving:
    """Her open requests at this desk, and what else she leaves; ``NotFound`` elsewhere."""
    desk = access.require_agent(viewer, desk_id)
    cards = tuple(card for card in open_cards(viewer, desk, now) if card.mine)
    drafts = Draft.objects.filter(
        account_id=viewer.account_id, desk=desk, request=None, discarded_at=None
    )
    transfers = Handover.objects.filter(
        account_id=viewer.account_id, desk=desk, request=None, outcome=""
    )
    return Leaving(
        desk_id=desk.pk,
        desk_name=desk.name,
        cards=cards,
        receivers=receivers(viewer, desk_id, now=now),
        drafts=drafts.count(),
        transfers=transfers.count(),
    )


def given_away(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> tuple[Given, ...]:
    """What this desk gave to others these three days: a number, a desk, an hour, no more.

    The right to the person and to her need went with the request.
    """
    desk = access.require_agent(viewer, desk_id)
    tz = ZoneInfo(desk.timezone)
    moves = (
        Relay.objects.filter(from_desk=desk, at__gt=now - MEMORY)
        .exclude(to_desk=desk)
        .exclude(request__desk=desk)
        .defer("word")
        .select_related("to_desk", "request")
        .order_by("at")
    )
    last = {move.request_id: move for move in moves}
    return tuple(
        Given(
            move.request.reference, move.to_desk.name,
            _when(move.at, now, tz), move.request.closed_at is not None,
        )
        for move in reversed(last.values())
    )  # fmt: skip


def _when(at: datetime, now: datetime, tz: ZoneInfo) -> str:
    day = day_words(at.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(part for part in (day, "à", clock_words(at, tz)) if part)
