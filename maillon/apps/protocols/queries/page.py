import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.library.loading import named
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.comparing import Part, compare
from maillon.apps.protocols.models import (
    Protocol,
    ProtocolShare,
    ProtocolSignature,
    ProtocolVersion,
)
from maillon.apps.protocols.owning import told_by_key
from maillon.apps.protocols.queries.cards import (
    ExceptionLine,
    PastVersion,
    ShareLine,
    VersionCard,
    exception_lines,
    past_version,
    version_card,
)
from maillon.apps.protocols.queries.listing import in_force, shown, state_of
from maillon.apps.protocols.vocabulary import KINDS, STATES, WITHDRAWALS
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Comparison", "ProtocolPage", "comparison", "protocol_page", "scan", "share_protocol"]


@dataclass(frozen=True, slots=True)
class ProtocolPage:
    """A protocol and the version one looks at. ``team``: who may sign, read again, be an author.

    ``others``: what it may be compared with (version, its words).
    """

    id: UUID
    organization_id: UUID
    house: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    withdrawn_on: date | None
    withdrawal: str
    version: VersionCard
    force: int | None  # the number in force
    making: VersionCard | None  # the draft or proposed text, where another one is looked at
    review_on: date | None
    review_open: bool
    review_owner: str
    late: bool
    history: tuple[PastVersion, ...]
    exceptions: tuple[ExceptionLine, ...]
    shares: tuple[ShareLine, ...]
    team: tuple[tuple[UUID, str], ...]
    others: tuple[tuple[UUID, str], ...]
    origin: str
    writes: bool
    drafts: bool
    neighbour: bool
    may_sign: bool
    today: date  # in France


def protocol_page(
    viewer: AccountViewer, protocol_id: UUID, *, now: datetime, number: int | None = None
) -> ProtocolPage:
    """A protocol for who works in its structure; a neighbour to whom it is shown reads what is in
    force and nothing beside. ``NotFound`` for anybody else and for an unknown version.
    """
    protocol, held = access.require_reader(viewer, protocol_id)
    versions = list(protocol.versions.select_related("review_task"))
    one = _asked(protocol, versions, number, held)
    last, force = versions[-1], in_force(versions)
    making = last if last.adopted_at is None and last.pk != one.pk and not held.neighbour else None
    card = version_card(protocol, one, account_id=viewer.account_id, neighbour=held.neighbour)
    state, today = state_of(protocol, versions), now.astimezone(PARIS).date()
    review = force if force and state == "adopted" and not held.neighbour else None
    due = review.review_on if review else None
    return ProtocolPage(
        id=protocol.pk, organization_id=protocol.organization_id, house=protocol.organization.name,
        kind=protocol.kind, kind_label=KINDS[protocol.kind], state=state,
        state_label=STATES[state], withdrawn_on=protocol.withdrawn_on,
        withdrawal=WITHDRAWALS.get(protocol.withdrawal, ""), version=card,
        force=force.number if force else None,
        making=version_card(protocol, making, account_id=viewer.account_id) if making else None,
        review_on=due, review_open=bool(due), late=due is not None and due < today,
        review_owner=_owner(review), writes=held.writes, drafts=held.drafts,
        neighbour=held.neighbour,
        may_sign=not held.neighbour and _may_sign(viewer, protocol, card, today),
        today=today, others=_others(viewer, protocol, versions, held, one),
        origin=_origin(protocol, held), **_inside(protocol, versions, held, today),
    )  # fmt: skip


def _asked(
    protocol: Protocol, versions: list[ProtocolVersion], number: int | None, held: access.Right
) -> ProtocolVersion:
    if held.neighbour:
        force = in_force(versions)
        if force is None or protocol.withdrawn_on or number not in (None, force.number):
            raise NotFound
        return force
    if number is None:
        return shown(versions)
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def _inside(
    protocol: Protocol, versions: list[ProtocolVersion], held: access.Right, today: date
) -> dict[str, Any]:
    """What only its own team reads."""
    if held.neighbour:
        return {"history": (), "exceptions": (), "shares": (), "team": ()}
    names = {
        pk: card.name
        for pk, card in account_cards(
            {v.written_by_id for v in versions if v.written_by_id}
        ).items()
    }
    shares = ProtocolShare.objects.filter(protocol=protocol, ended_at=None)
    team = Member.objects.of(protocol.organization_id).on(today)
    return {
        "history": tuple(past_version(one, names) for one in reversed(versions)),
        "exceptions": exception_lines(protocol),
        "shares": tuple(ShareLine(one.pk, one.organization.name, one.shared_at)
                        for one in shares.select_related("organization")),
        "team": tuple(sorted(
            ((one.pk, f"{one.name}, {one.get_profession_display()}") for one in team),
            key=lambda told: told[1],
        )),
    }  # fmt: skip


def _owner(review: ProtocolVersion | None) -> str:
    task = review.review_task if review else None
    if task is None or task.owner_account_id is None:
        return "la structure" if task else ""
    card = account_cards({task.owner_account_id}).get(task.owner_account_id)
    return card.name if card else ""


def _may_sign(viewer: AccountViewer, protocol: Protocol, card: VersionCard, today: date) -> bool:
    """She is of the team, and has not signed what she looks at."""
    if card.state not in ("proposed", "adopted") or card.paper or protocol.withdrawn_on:
        return False
    team = Member.objects.of(protocol.organization_id).on(today)
    signed = any(one.mine and one.signed_on is not None for one in card.signers)
    return not signed and team.filter(account_id=viewer.account_id).exists()


def _others(
    viewer: AccountViewer, protocol: Protocol, versions: list[ProtocolVersion],
    held: access.Right, one: ProtocolVersion,
) -> tuple[tuple[UUID, str], ...]:  # fmt: skip
    """Its other versions, then what is in force of her structures' and of neighbours' protocols."""
    own = [] if held.neighbour else [v for v in versions if v.pk != one.pk and not v.record_id]
    told = [(v.pk, f"version {v.number}, {STATES[v.state]}") for v in reversed(own)]
    rows = Protocol.objects.filter(organization_id__in=structures.read_by(viewer))
    near = Protocol.objects.filter(pk__in=access.shared_with(viewer))
    known = (rows | near).exclude(pk=protocol.pk).select_related("organization")
    for other in known.prefetch_related("versions"):
        force = in_force(list(other.versions.all()))
        if force is not None and force.record_id is None and other.withdrawn_on is None:
            told.append((force.pk, f"{force.title}, {other.organization.name}"))
    return tuple(told)


def _origin(protocol: Protocol, held: access.Right) -> str:
    """Where its first text came from; a neighbour is not told."""
    if held.neighbour:
        return ""
    source = protocol.copied_from
    if source is None:
        return named(protocol.template) if protocol.template else ""
    if protocol.template:  # of a team: the template first, then the text that it copied
        return told_by_key([protocol.template]).get(protocol.template, "modèle d’une équipe") + (
            f", de {source.protocol.organization.name}"
        )
    told = f"« {source.title} », version {source.number}"
    own = source.protocol.organization
    return told if own.pk == protocol.organization_id else f"{told}, {own.name}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side."""

    page: ProtocolPage
    before: str
    after: str
    parts: tuple[Part, ...]


def comparison(
    viewer: AccountViewer, protocol_id: UUID, *, other: UUID, now: datetime,
    number: int | None = None,
) -> Comparison:  # fmt: skip
    """The version ``other`` on the left, the one looked at on the right; ``NotFound`` unless she
    reads both.
    """
    page = protocol_page(viewer, protocol_id, now=now, number=number)
    names = dict(page.others)
    if other not in names:
        raise NotFound
    left = ProtocolVersion.objects.get(pk=other)
    parts = compare(left.sections, {code: words for code, _, words in page.version.parts})
    return Comparison(page, names[other], f"version {page.version.number}, {page.house}", parts)


def scan(viewer: AccountViewer, signature_id: UUID) -> tuple[bytes, str]:
    """The scan of a signature and its kind, for the protocol's own team."""
    rows = ProtocolSignature.objects.select_related("version").exclude(digest="")
    found = rows.filter(pk=signature_id).first()
    if found is None:
        raise NotFound
    _, held = access.require_reader(viewer, found.version.protocol_id)
    if held.neighbour:
        raise NotFound
    return base64.b64decode(found.content), found.media_type


def share_protocol(viewer: AccountViewer, share_id: UUID) -> UUID:
    """The protocol of a share; ``NotFound`` for strangers to its structure."""
    found = ProtocolShare.objects.filter(pk=share_id).first()
    if found is None:
        raise NotFound
    _, held = access.require_reader(viewer, found.protocol_id)
    if held.neighbour:
        raise NotFound
    return found.protocol_id
