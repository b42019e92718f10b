"""What the sheet of a request is made of: frozen cards, codes with their closed words."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

__all__ = [
    "AnswerCard",
    "AssignmentCard",
    "CallCard",
    "DeskCard",
    "GpCard",
    "HandoverCard",
    "NeedCard",
    "OfferCard",
    "OwnerCard",
    "PersonCard",
    "QuestionCard",
    "RequesterCard",
    "ShiftCard",
    "StepCard",
    "WaveCard",
]


@dataclass(frozen=True, slots=True)
class DeskCard:
    """The desk that holds the request."""

    id: UUID
    name: str
    phone: str
    timezone: str
    clinical: bool = False


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """Who must act: an agent, or the shift that starts at ``shift_at``."""

    name: str
    mine: bool
    shift_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequesterCard:
    """Who asked. ``hears_all``: may be told more than « prise en charge »."""

    id: UUID
    name: str
    house: str
    kind: str
    kind_label: str
    phone: str
    professional: bool
    hears_all: bool
    by_sms: bool

    @property
    def called(self) -> str:
        """The house for a professional, the name of anybody else."""
        return (self.house if self.professional else "") or self.name or self.kind_label


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Who the care is for; exists only where a ground opens the identity."""

    id: UUID
    name: str
    birth_name: str
    birth_date: str  # ISO, may be YYYY-00-00
    sex: str
    phone: str
    address: str
    status: str
    status_label: str
    synthetic: bool
    ground: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class GpCard:
    """The person's doctor, and whether he is to be told."""

    wish: str
    wish_label: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One carer asked, and what she said. ``sms`` is how far the message went."""

    id: UUID
    responder_id: UUID
    name: str
    profession: str
    place: str
    phone: str
    channel: str
    rank: int
    state: str
    made_at: datetime
    answered_at: datetime | None
    answer_channel: str
    refusal: str
    refusal_label: str
    sms: str
    reasons: tuple[dict[str, Any], ...] = field(repr=False, default=())
    shared: bool = False  # a line of several: more than one may come

    @property
    def waits(self) -> bool:
        """Whether a yes may still come."""
        return self.state in ("open", "expired")


@dataclass(frozen=True, slots=True)
class WaveCard:
    """One step of the search, planned or opened."""

    id: UUID
    number: int
    kind: str
    expected: int
    opens_at: datetime
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    offers: tuple[OfferCard, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentCard:
    """Who took the need, and how far it went."""

    id: UUID
    responder_id: UUID
    name: str
    profession: str
    phone: str
    seat: int
    accepted_at: datetime
    details_given_at: datetime | None
    details_channel: str
    begun_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    shift_id: UUID
    comes: str = ""  # who of a shared line


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """A shift of a need and who holds its seats now; with moments it is a watch."""

    id: UUID
    number: int
    starts_at: datetime | None
    ends_at: datetime | None
    seats: int
    held: tuple[AssignmentCard, ...]


@dataclass(frozen=True, slots=True)
class NeedCard:
    """One thing that is needed, who was asked, who comes."""

    id: UUID
    position: int
    code: str
    label: str
    frequency: str
    part_of_day: str
    detail: str
    starts_on: date
    ends_on: date | None
    professions: frozenset[str]
    seats: int
    state: str
    state_label: str
    found_by: datetime | None
    begun_at: datetime | None
    cancelled_label: str
    waves: tuple[WaveCard, ...]  # opened ones, first to last
    next_wave: WaveCard | None
    assignments: tuple[AssignmentCard, ...]
    shifts: tuple[ShiftCard, ...] = ()

    @property
    def watches(self) -> bool:
        """Whether hours are to be covered, rather than care to begin."""
        return any(shift.starts_at is not None for shift in self.shifts)

    @property
    def held(self) -> int:
        """Seats somebody holds now."""
        return sum(len(shift.held) for shift in self.shifts)

    @property
    def offers(self) -> tuple[OfferCard, ...]:
        """Everybody asked, in the order of asking."""
        return tuple(offer for wave in self.waves for offer in wave.offers)

    @property
    def to_call(self) -> tuple[OfferCard, ...]:
        """The call list: asked by telephone, not answered yet."""
        return tuple(o for o in self.offers if o.channel == "call" and o.waits)

    @property
    def carer(self) -> AssignmentCard | None:
        """Who holds it now; the first of them where there are several seats."""
        return next((a for a in self.assignments if a.withdrawn_at is None), None)

    @property
    def alone(self) -> OfferCard | None:
        """The usual or chosen carer who is asked alone at this moment."""
        usual = [w for w in self.waves if w.kind == "usual" and w.closed_at is None]
        return next((o for w in usual for o in w.offers if o.state == "open"), None)


@dataclass(frozen=True, slots=True)
class CallCard:
    """A word owed to somebody: whom to call, and what came of earlier tries."""

    id: UUID
    kind: str
    kind_label: str
    due_at: datetime
    attempts: int
    need: NeedCard | None
    assignment: AssignmentCard | None
    sms: str  # how far an SMS went: "", queued, sent, delivered, failed
    sms_allowed: bool


@dataclass(frozen=True, slots=True)
class StepCard:
    """Something else that must be done, without a call-back of its own."""

    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question put to a specialty; ``outcome`` is empty while its answer is awaited."""

    id: UUID
    specialty: str
    expert: str
    phone: str
    question: str
    asked_at: datetime
    due_at: datetime
    outcome: str

    @property
    def called(self) -> str:
        """The expert by name where one was named."""
        return f"{self.expert} ({self.specialty})" if self.expert else self.specialty


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """What the requester is to hear, and who says so."""

    text: str
    source: str  # the expert, the specialty, or nothing: the desk itself
    given_at: datetime
    callback_id: UUID


@dataclass(frozen=True, slots=True)
class HandoverCard:
    """The request passed to another service."""

    id: UUID
    target: str
    target_label: str
    target_name: str
    note: str
    started_at: datetime
    outcome: str
    outcome_at: datetime | None

    @property
    def called(self) -> str:
        """The service by its own name where it has one."""
        return self.target_name or self.target_label
