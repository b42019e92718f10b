"""What the bearer of a one-tap link may see: the offer, never the person (AUT-4)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from maillon.apps.care import access as care_access
from maillon.apps.desk import seats
from maillon.apps.desk.actions.answerable import SHARED
from maillon.apps.desk.actions.offering import token_hash
from maillon.apps.desk.models import Assignment, Need, Offer
from maillon.apps.desk.vocabulary import FREQUENCIES, PARTS_OF_DAY, need_label
from maillon.apps.directory import queries as directory
from maillon.errors import NotFound
from maillon.kernel.access import LinkViewer
from maillon.kernel.accesslog import traced

__all__ = [
    "BegunPage",
    "OfferPage",
    "SeatLine",
    "WatchLine",
    "begun_page",
    "begun_viewer",
    "offer_page",
    "offer_viewer",
]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """An offer as its one carer sees it: closed vocabulary, commune, window; no person."""

    offer_id: UUID
    responder_id: UUID
    reference: str
    desk: str
    desk_phone: str
    timezone: str
    state: str  # open, late, accepted, declined, taken, given_back, over
    need: str
    frequency: str
    part_of_day: str
    starts_on: date
    ends_on: date | None
    watches: tuple["WatchLine", ...]  # empty for care without hours
    house: str  # an establishment and its address, once she has accepted: no person lives there
    address: str
    place: str
    prescription: str
    expires_at: datetime
    reasons: tuple[dict[str, object], ...]

    seats: tuple["SeatLine", ...]  # what she holds by this offer
    members: tuple[str, ...]  # who stands behind a shared line, where the directory knows
    shared: bool
    beside: int = 0  # those who go there with her, to give the same care

    @property
    def together(self) -> bool:
        """Whether several behind a shared line go to one watch: each is named at her own seat."""
        return any(one.hand > 1 for one in self.seats)

    @property
    def to_name(self) -> tuple["SeatLine", ...]:
        """The seats that ask who comes: one for all, or each where several go together."""
        return self.seats if self.together else self.seats[:1]

    @property
    def free(self) -> tuple["WatchLine", ...]:
        """The watches she may still take."""
        return tuple(one for one in self.watches if one.state == "free")


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A watch as the bearer of the link may take it: ``free``, ``yours``, ``busy``, ``gone``."""

    id: UUID
    number: int
    starts_at: datetime
    ends_at: datetime
    left: int  # seats nobody holds
    state: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat she holds; she may give it back until care has begun."""

    assignment_id: UUID
    starts_at: datetime | None
    ends_at: datetime | None
    comes: str
    begun: bool
    hand: int = 1  # above one: several behind this line go together


@dataclass(frozen=True, slots=True)
class BegunPage:
    """The question asked on the evening of the first day."""

    assignment_id: UUID
    reference: str
    desk: str
    desk_phone: str
    need: str
    place: str
    starts_on: date
    begun: bool


def offer_viewer(token: str, *, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for a token never given."""
    offer = Offer.objects.filter(token_hash=token_hash(token)).first() if token else None
    if offer is None:
        raise NotFound
    return LinkViewer("offer", offer.pk, offer.responder_id, origin)


def offer_page(viewer: LinkViewer, *, now: datetime) -> OfferPage:
    """The offer while it may still be taken; afterwards, only what became of it.

    An establishment's name and address open with acceptance: they tell of no person.
    """
    offer = (
        Offer.objects.select_related(
            "need__request__desk", "need__request__commune", "responder", "shift"
        )
        .filter(pk=viewer.object_id)
        .first()
    )
    if viewer.purpose != "offer" or offer is None:
        raise NotFound
    request = offer.need.request
    state = _state(offer)
    _trace(viewer, offer, now)
    shown = state in ("open", "late", "accepted")
    hers = state == "accepted"
    return OfferPage(
        offer_id=offer.pk,
        responder_id=offer.responder_id,
        reference=request.reference,
        desk=request.desk.name,
        desk_phone=request.desk.phone,
        timezone=request.desk.timezone,
        state=state,
        need=need_label(offer.need.code) if shown else "",
        frequency=FREQUENCIES.get(offer.need.frequency, "") if shown else "",
        part_of_day=PARTS_OF_DAY.get(offer.need.part_of_day, "") if offer.need.part_of_day else "",
        starts_on=offer.need.starts_on,
        ends_on=offer.need.ends_on,
        watches=_watches(offer, now) if shown else (),
        house=request.establishment if hers else "",
        address=request.establishment_address if hers else "",
        place=request.commune.name if shown else "",
        prescription=request.prescription if shown else "",
        expires_at=offer.expires_at,
        reasons=tuple(offer.reasons) if shown else (),
        seats=_seats(offer) if hers else (),
        members=directory.members(viewer, offer.responder_id) if hers else (),
        shared=offer.responder.kind in SHARED,
        beside=_beside(offer) if shown else 0,
    )


def _beside(offer: Offer) -> int:
    """For care without hours; those of a watch are not said here."""
    shift = offer.shift
    return shift.seats - 1 if shift is not None and shift.starts_at is None else 0


def _trace(viewer: LinkViewer, offer: Offer, now: datetime) -> None:
    request = offer.need.request
    for grant in care_access.grants_on(viewer, request.patient_id, now):
        traced(
            viewer,
            grant,
            object_type="offer",
            object_id=offer.pk,
            now=now,
            organization_id=request.organization_id,
            patient_id=request.patient_id,
        )


def _watches(offer: Offer, now: datetime) -> tuple[WatchLine, ...]:
    """Every watch the offer asks about, and whether she may take it."""
    held = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    rows = offer.need.shifts.filter(starts_at__isnull=False).annotate(held=held)
    if offer.shift_id is not None:
        rows = rows.filter(pk=offer.shift_id)
    may = {shift.pk for shift in seats.asked_about(offer, now)}
    mine = set(_living(offer).values_list("shift_id", flat=True))
    lines = []
    for row in rows.order_by("number"):
        state = "yours" if row.pk in mine else "free" if row.pk in may else "gone"
        if state == "gone" and row.held < row.seats:
            state = "busy"
        if row.starts_at and row.ends_at:
            left = max(0, row.seats - row.held)
            lines.append(WatchLine(row.pk, row.number, row.starts_at, row.ends_at, left, state))
    return tuple(lines)


def _living(offer: Offer) -> QuerySet[Assignment]:
    return Assignment.objects.filter(offer=offer, withdrawn_at=None)


def _seats(offer: Offer) -> tuple[SeatLine, ...]:
    rows = _living(offer).select_related("shift").order_by("shift__number", "hand")
    return tuple(
        SeatLine(
            one.pk,
            one.shift.starts_at,
            one.shift.ends_at,
            one.comes,
            one.begun_at is not None,
            one.hand,
        )
        for one in rows
    )


def _state(offer: Offer) -> str:
    if offer.need.request.closed_at is not None:
        return "over"
    searching = offer.need.state == Need.State.SEARCHING
    if offer.state == Offer.State.OPEN:
        return "open" if searching else "taken"
    if offer.state == Offer.State.EXPIRED:
        return "late" if searching else "taken"
    if offer.state == Offer.State.WITHDRAWN and searching:
        gave = offer.assignments.exclude(withdrawn_at=None).exists()
        return "given_back" if gave else "over"
    known = {"accepted": "accepted", "declined": "declined", "taken": "taken"}
    return known.get(offer.state, "over")


def begun_viewer(token: str, *, origin: str = "") -> LinkViewer:
    """Who bears the "has care begun?" link; ``NotFound`` when given back, over or unknown."""
    held = (
        Assignment.objects.filter(
            token_hash=token_hash(token), withdrawn_at=None, need__request__closed_at=None
        ).first()
        if token
        else None
    )
    if held is None:
        raise NotFound
    return LinkViewer("begun", held.pk, held.responder_id, origin)


def begun_page(viewer: LinkViewer, *, now: datetime) -> BegunPage:
    """The question, without the person."""
    held = (
        Assignment.objects.select_related("need__request__desk", "need__request__commune")
        .filter(pk=viewer.object_id, withdrawn_at=None, need__request__closed_at=None)
        .first()
    )
    if viewer.purpose != "begun" or held is None:
        raise NotFound
    request = held.need.request
    return BegunPage(
        assignment_id=held.pk,
        reference=request.reference,
        desk=request.desk.name,
        desk_phone=request.desk.phone,
        need=need_label(held.need.code),
        place=request.commune.name,
        starts_on=held.need.starts_on,
        begun=held.begun_at is not None,
    )
