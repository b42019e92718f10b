"""The board on paper: enough to go on by telephone when the machine does not answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.desk.access import require_agent
from maillon.apps.desk.models import Assignment, Desk, Need, Offer, ServiceRequest, Shift
from maillon.apps.desk.queries.board import Card, need_words, open_cards
from maillon.apps.desk.queries.moments import NB, clock_words, long_day
from maillon.apps.desk.timing import local_day
from maillon.kernel.access import AccountViewer, Grant, Relation
from maillon.kernel.accesslog import traced

__all__ = ["Paper", "PaperRow", "paper_board", "spaced"]

GRANT = Grant(Relation.DESK, "desk_paper", frozenset({"requester_phone", "need"}))


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One open request, and room to write beside it."""

    reference: str
    needs: tuple[str, ...]
    place: str
    requester: str
    phone: str
    asked: tuple[str, ...]
    then: str
    late: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet of one desk at one moment."""

    desk_name: str
    printed: str
    closed_notice: str
    rows: tuple[PaperRow, ...]


def paper_board(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> Paper:
    """Every open request of the viewer's desk, most pressing first.

    It carries the number to call the requester back, so each line is a traced reading; the
    person's name stays off paper. ``NotFound`` for a desk of others.
    """
    desk = require_agent(viewer, desk_id)
    cards = open_cards(viewer, desk, now)
    rows = {r.pk: r for r in _requests(cards)}
    asked, needs = _asked(cards), _needs(desk, rows.values(), now)
    _trace(viewer, rows, now)
    tz = ZoneInfo(desk.timezone)
    return Paper(
        desk_name=desk.name,
        printed=f"{long_day(local_day(desk, now))}, {clock_words(now, tz)}",
        closed_notice=desk.closed_notice,
        rows=tuple(
            _row(card, rows[card.id], asked[card.id], needs[card.id])
            for card in cards
            if card.id in rows
        ),
    )


def _requests(cards: tuple[Card, ...]) -> list[ServiceRequest]:
    found = ServiceRequest.objects.filter(pk__in=[card.id for card in cards])
    return list(found.select_related("requester").prefetch_related("needs__shifts"))


def _needs(
    desk: Desk, requests: Iterable[ServiceRequest], now: datetime
) -> dict[UUID, tuple[str, ...]]:
    """What is sought, from when to when; each watch with its places held, until it is over."""
    tz, today = ZoneInfo(desk.timezone), local_day(desk, now)
    living = Assignment.objects.filter(need__request__in=[r.pk for r in requests])
    held = Counter(living.filter(withdrawn_at=None).values_list("shift_id", flat=True))
    return {
        request.pk: tuple(
            line
            for need in request.needs.all()
            if need.state != "cancelled"
            for line in (
                need_words(need) + _dates(need, today),
                *(_watch(one, held[one.pk], tz) for one in need.shifts.all() if _to_come(one, now)),
            )
        )
        for request in requests
    }


def _dates(need: Need, today: date) -> str:
    start = f", dès {_on(need.starts_on)}" if need.starts_on > today else ""
    return start + (f", jusqu’au {_on(need.ends_on)}" if need.ends_on else "")


def _on(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _to_come(shift: Shift, now: datetime) -> bool:
    return shift.starts_at is not None and (shift.ends_at is None or shift.ends_at > now)


def _watch(shift: Shift, held: int, tz: ZoneInfo) -> str:
    start, end = shift.starts_at, shift.ends_at
    hours = " – ".join(clock_words(at, tz) for at in (start, end) if at)
    day = f"{start.astimezone(tz):%d/%m} " if start else ""
    return f"{day}{hours} : {held} sur {shift.seats}"


def _asked(cards: tuple[Card, ...]) -> dict[UUID, list[str]]:
    """Who holds an open offer or took a seat, with her telephone, by request."""
    rows: dict[UUID, list[str]] = defaultdict(list)
    offers = Offer.objects.filter(
        need__request_id__in=[card.id for card in cards], state__in=("open", "accepted")
    )
    for one in offers.select_related("responder", "need").order_by("state", "rank"):
        how = "à appeler" if one.channel == "call" else "SMS"
        said = "a dit oui" if one.state == Offer.State.ACCEPTED else how
        unbroken = spaced(one.responder.phone).replace(" ", NB)
        line = f"{one.responder.name} {unbroken}".strip()
        rows[one.need.request_id].append(f"{line} ({said})")
    return rows


def _row(card: Card, request: ServiceRequest, asked: list[str], needs: tuple[str, ...]) -> PaperRow:
    return PaperRow(
        reference=card.reference,
        needs=needs,
        place=card.place,
        requester=card.requester,
        phone=spaced(request.requester.phone),
        asked=tuple(asked),
        then=" · ".join(part for part in (_step(card), card.due.text) if part),
        late=card.due.level == "late",
    )


def _step(card: Card) -> str:
    return card.step or ("à trier" if card.lane == "to_handle" else "")


def spaced(phone: str) -> str:
    """« 01 99 00 00 14 » for a French number, any other as it is stored."""
    if not phone.startswith("+33") or len(phone) != 12:
        return phone
    digits = "0" + phone[3:]
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))


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
