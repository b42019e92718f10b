from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.protocols.actions.drafting import seen_of
from maillon.apps.protocols.models import (
    Protocol,
    ProtocolException,
    ProtocolSignature,
    ProtocolVersion,
)
from maillon.apps.protocols.vocabulary import REASONS, SECTIONS, STATES, gaps

__all__ = ["ExceptionLine", "PastVersion", "ShareLine", "SignerLine", "VersionCard",
           "exception_lines", "past_version", "version_card"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody asked to sign; a neighbour reads her profession and nothing else."""

    id: UUID
    name: str
    profession: str
    house: str
    way: str
    way_label: str
    signed_on: date | None
    scan: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A text as a page shows it."""

    id: UUID
    number: int
    title: str
    state: str
    state_label: str
    parts: tuple[tuple[str, str, str], ...]  # code, label, words
    changes: str
    authors: tuple[str, ...]
    author_ids: tuple[UUID, ...]
    written_at: datetime
    proposed_at: datetime | None
    adopted_on: date | None
    signers: tuple[SignerLine, ...]
    gaps: int
    digest: str
    seen: str
    paper: bool  # it is a line of a register, its text is the document joined there
    record_id: UUID | None

    @property
    def signed(self) -> int:
        """How many signed."""
        return sum(one.signed_on is not None for one in self.signers)


@dataclass(frozen=True, slots=True)
class PastVersion:
    """One version in the history of a protocol."""

    id: UUID
    number: int
    state: str
    state_label: str
    day: date
    by: str
    changes: str


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """Once, it was done otherwise."""

    day: date
    reason: str
    what: str
    number: int
    by: str


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A neighbour who reads it."""

    id: UUID
    name: str
    since: datetime


def version_card(
    protocol: Protocol, one: ProtocolVersion, *, account_id: UUID, neighbour: bool = False
) -> VersionCard:
    """A version; a neighbour reads the professions that signed, no name and no scan."""
    signers = one.signatures.select_related("member").defer("content", "version")
    told = one.sections
    authors = [] if neighbour else list(one.authors.all())
    return VersionCard(
        id=one.pk, number=one.number, title=one.title, state=one.state,
        state_label=STATES[one.state],
        parts=tuple((code, part.label, told[code]) for code, part in SECTIONS.items()
                    if told.get(code)),
        changes=one.changes, authors=tuple(a.name for a in authors),
        author_ids=tuple(a.pk for a in authors), written_at=one.written_at,
        proposed_at=one.proposed_at, adopted_on=one.adopted_on,
        signers=tuple(_signer(s, account_id, neighbour) for s in signers),
        gaps=sum(gaps(words) for words in told.values()), digest=one.digest,
        seen=seen_of(protocol, one), paper=one.record_id is not None,
        record_id=None if neighbour else one.record_id,
    )  # fmt: skip


def _signer(one: ProtocolSignature, account_id: UUID, neighbour: bool) -> SignerLine:
    name = one.member.name if one.member else one.name
    return SignerLine(
        one.pk, "" if neighbour else name, one.get_profession_display(),
        "" if neighbour else one.house, one.way, one.get_way_display(), one.signed_on,
        bool(one.digest) and not neighbour,
        bool(one.member and one.member.account_id == account_id),
    )  # fmt: skip


def past_version(one: ProtocolVersion, names: dict[UUID, str]) -> PastVersion:
    """A line of the history."""
    day = one.adopted_on or one.written_at.date()
    by = names.get(one.written_by_id, "") if one.written_by_id else ""
    return PastVersion(
        one.pk, one.number, one.state, STATES[one.state], day, by, one.changes
    )  # fmt: skip


def exception_lines(protocol: Protocol) -> tuple[ExceptionLine, ...]:
    """What departed from it, latest first."""
    rows = ProtocolException.objects.filter(version__protocol=protocol).select_related("version")
    found = list(rows)
    names = account_cards({one.noted_by_id for one in found})
    return tuple(
        ExceptionLine(
            one.day, REASONS[one.reason], one.what, one.version.number,
            names[one.noted_by_id].name if one.noted_by_id in names else "",
        )
        for one in found
    )  # fmt: skip
