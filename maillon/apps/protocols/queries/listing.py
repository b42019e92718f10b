from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.apps.protocols.vocabulary import KINDS, STATES
from maillon.apps.structures import access as structures
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["ProtocolLine", "Shelf", "in_force", "shelf", "shown", "state_of"]


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """A protocol in a list. ``making``: the state of a newer version that is not in force yet."""

    id: UUID
    title: str
    kind: str
    kind_label: str
    house: str
    state: str
    state_label: str
    number: int
    making: str
    adopted_on: date | None
    review_on: date | None
    late: bool
    signed: int
    asked: int
    mine: bool  # her signature is awaited


@dataclass(frozen=True, slots=True)
class Shelf:
    """The protocols of a structure, and those that neighbours show it."""

    card: StructureCard
    rows: tuple[ProtocolLine, ...]
    shared: tuple[ProtocolLine, ...]
    total: int
    counts: tuple[tuple[str, str, int], ...]  # state, its label, how many


def shelf(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, words: str = "",
    kind: str = "", state: str = "", order: str = "title",
) -> Shelf:  # fmt: skip
    """The protocols of a structure, found and sorted; ``NotFound`` for strangers."""
    structures.require_reader(viewer, organization_id)
    card = next(
        (one for one in structures_read(viewer, now=now) if one.id == organization_id), None
    )
    if card is None:
        raise NotFound
    today = now.astimezone(PARIS).date()
    everything = _lines(viewer, Protocol.objects.of(organization_id), today)
    found = [one for one in everything if _matches(one, words, kind, state)]
    shared = [
        one for one in _lines(viewer, Protocol.objects.filter(pk__in=_shown_to(organization_id)),
                              today)
        if one.state == "adopted" and _matches(one, words, kind, "")
    ]  # fmt: skip
    return Shelf(
        card, tuple(sorted(found, key=lambda one: _rank(one, order))),
        tuple(sorted(shared, key=lambda one: fold(one.title))), len(everything),
        tuple((code, label, count) for code, label in STATES.items()
              if (count := sum(one.state == code for one in everything))),
    )  # fmt: skip


def _shown_to(organization_id: UUID) -> list[UUID]:
    rows = Protocol.objects.filter(
        shares__organization_id=organization_id, shares__ended_at=None, withdrawn_on=None
    )
    return list(rows.values_list("pk", flat=True))


def _lines(viewer: AccountViewer, rows: object, today: date) -> list[ProtocolLine]:
    found = list(
        rows.select_related("organization").prefetch_related(  # type: ignore[attr-defined]
            "versions__signatures__member"
        )
    )
    return [_line(viewer, one, list(one.versions.all()), today) for one in found]


def _line(
    viewer: AccountViewer, one: Protocol, versions: list[ProtocolVersion], today: date
) -> ProtocolLine:
    held, last = shown(versions), versions[-1]
    state = state_of(one, versions)
    signers = list(held.signatures.all())
    due = held.review_on if state == "adopted" else None
    return ProtocolLine(
        one.pk, held.title, one.kind, KINDS[one.kind], one.organization.name, state, STATES[state],
        held.number, last.state if last.pk != held.pk and last.adopted_at is None else "",
        held.adopted_on, due, due is not None and due < today,
        sum(s.signed_on is not None for s in signers), len(signers),
        any(s.signed_on is None and s.member and s.member.account_id == viewer.account_id
            for v in versions if v.state == "proposed" for s in v.signatures.all()),
    )  # fmt: skip


def shown(versions: list[ProtocolVersion]) -> ProtocolVersion:
    """What is in force; where nothing is, the last text."""
    return in_force(versions) or versions[-1]


def in_force(versions: list[ProtocolVersion]) -> ProtocolVersion | None:
    """The last adoption that stands."""
    return next((one for one in reversed(versions) if one.state == "adopted"), None)


def state_of(protocol: Protocol, versions: list[ProtocolVersion]) -> str:
    """Of the protocol: what is in force says it, else its last version."""
    if protocol.withdrawn_on is not None:
        return "withdrawn"
    return shown(versions).state


def _matches(one: ProtocolLine, words: str, kind: str, state: str) -> bool:
    told = fold(f"{one.title} {one.kind_label} {one.house}")
    return (
        all(word in told for word in fold(words).split())
        and (not kind or one.kind == kind)
        and (not state or one.state == state)
    )


def _rank(one: ProtocolLine, order: str) -> tuple[str, ...]:
    far = "9999"
    first = {
        "review": one.review_on.isoformat() if one.review_on else far,
        "adopted": one.adopted_on.isoformat() if one.adopted_on else far,
        "kind": one.kind_label,
        "state": str([*STATES].index(one.state)),
    }.get(order, "")
    return (first, fold(one.title))
