"""The hand-over list on paper: what was passed on here, with its word, for whoever comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.accounts.queries import account_cards
from maillon.apps.desk.access import require_agent
from maillon.apps.desk.models import Relay, ServiceRequest
from maillon.apps.desk.queries.board import Card, need_words, open_cards
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.queries.paper import spaced
from maillon.apps.desk.timing import local_day
from maillon.kernel.access import AccountViewer, Grant, Relation
from maillon.kernel.accesslog import traced

__all__ = ["ReliefPaper", "ReliefRow", "relief_paper"]

SHIFT = timedelta(hours=14)  # the longest day of a desk, and the night after it
GRANT = Grant(Relation.DESK, "desk_relief", frozenset({"requester_phone", "need", "free_text"}))


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """One open request that changed hands, and the word that went with it."""

    reference: str
    needs: tuple[str, ...]
    place: str
    requester: str
    phone: str
    giver: str
    taker: str
    when: str
    word: str
    then: str
    late: bool


@dataclass(frozen=True, slots=True)
class ReliefPaper:
    """The list of one desk at one moment."""

    desk_name: str
    printed: str
    rows: tuple[ReliefRow, ...]


def relief_paper(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> ReliefPaper:
    """Open requests passed on since the last fourteen hours, most pressing first.

    The person's name stays off paper; each line is a traced reading. ``NotFound`` elsewhere.
    """
    desk = require_agent(viewer, desk_id)
    tz = ZoneInfo(desk.timezone)
    cards = {card.id: card for card in open_cards(viewer, desk, now)}
    last = _last(cards, now)
    found = ServiceRequest.objects.filter(pk__in=last).select_related("requester")
    rows = {r.pk: r for r in found.prefetch_related("needs")}
    _trace(viewer, rows, now)
    people = {pk for move in last.values() for pk in (move.from_account_id, move.to_account_id)}
    names = {card.id: card.name for card in account_cards({pk for pk in people if pk}).values()}
    return ReliefPaper(
        desk_name=desk.name,
        printed=f"{long_day(local_day(desk, now))}, {clock_words(now, tz)}",
        rows=tuple(
            _row(card, rows[pk], last[pk], names, tz) for pk, card in cards.items() if pk in rows
        ),
    )


def _last(cards: dict[UUID, Card], now: datetime) -> dict[UUID, Relay]:
    moves = Relay.objects.filter(request_id__in=list(cards), at__gt=now - SHIFT)
    ordered = moves.select_related("from_desk", "to_desk").order_by("at")
    return {move.request_id: move for move in ordered}


def _row(
    card: Card, request: ServiceRequest, move: Relay, names: dict[UUID, str], tz: ZoneInfo
) -> ReliefRow:
    giver = names.get(move.from_account_id, "") if move.from_account_id else ""
    taker = names.get(move.to_account_id, "") if move.to_account_id else "la garde"
    return ReliefRow(
        reference=card.reference,
        needs=tuple(need_words(n) for n in request.needs.all() if n.state != "cancelled"),
        place=card.place,
        requester=card.requester,
        phone=spaced(request.requester.phone),
        giver=giver or move.from_desk.name,
        taker=card.owner_name or taker,
        when=clock_words(move.at, tz),
        word=move.word,
        then=" · ".join(part for part in (card.step, card.due.text) if part),
        late=card.due.level == "late",
    )


@transaction.atomic
def _trace(viewer: AccountViewer, rows: dict[UUID, ServiceRequest], now: datetime) -> None:
    for request in rows.values():
        traced(
            viewer,
            GRANT,
            object_type="request",
            object_id=request.pk,
            now=now,
            patient_id=request.patient_id,
            organization_id=request.organization_id,
        )
