from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.protocols import access
from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.apps.protocols.sealing import fingerprint
from maillon.apps.protocols.vocabulary import KINDS, SECTIONS
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewProtocol", "begin_version", "discard_draft", "living", "rewrite", "seen_of",
           "write_protocol"]  # fmt: skip

LONGEST: Final = 20_000  # characters of one section


@dataclass(frozen=True, slots=True)
class NewProtocol:
    """A text as typed; ``authors``: members. ``template``, ``copied_from``: whence it came."""

    kind: str
    title: str
    sections: Mapping[str, str] = field(default_factory=dict)
    authors: Collection[UUID] = ()
    template: str = ""
    copied_from: UUID | None = None


def write_protocol(
    *, organization_id: UUID, new: NewProtocol, by: AccountViewer, now: datetime
) -> Protocol:
    """Begin a protocol by its first draft. A draft is not journalled.

    Raises ``NotFound`` for who does not work there or an unknown kind, and ``Refused``:
    ``protocol_untitled``, ``protocol_long``.
    """
    structures.require_reader(by, organization_id)
    if new.kind not in KINDS:
        raise NotFound
    with transaction.atomic():
        made = Protocol(
            organization_id=organization_id, kind=new.kind, created_at=now,
            created_by_id=by.account_id, template=new.template, copied_from_id=new.copied_from,
        )  # fmt: skip
        made.save(force_insert=True)
        _first(made, 1, new, by, now)
    return made


def begin_version(*, protocol_id: UUID, by: AccountViewer, now: datetime) -> ProtocolVersion:
    """A new draft that begins with the text in force; ``Refused('protocol_in_the_making')``."""
    with transaction.atomic():
        protocol = living(access.require_drafter(by, protocol_id))
        last = protocol.versions.order_by("number").last()
        if last is None or last.adopted_at is None:
            raise Refused("protocol_in_the_making")
        authors = [one.pk for one in last.authors.all()]
        new = NewProtocol(protocol.kind, last.title, last.sections, authors)
        return _first(protocol, last.number + 1, new, by, now)


def rewrite(
    *, protocol_id: UUID, new: NewProtocol, changes: str, seen: str, by: AccountViewer,
    now: datetime,
) -> ProtocolVersion:  # fmt: skip
    """Write the draft. ``seen``: what ``seen_of`` said of the text that the page began with.

    Raises as ``write_protocol``, and ``Refused``: ``protocol_no_draft``, ``protocol_changed`` when
    somebody else wrote it meanwhile.
    """
    with transaction.atomic():
        protocol = living(access.require_drafter(by, protocol_id))
        draft = protocol.versions.filter(adopted_at=None, proposed_at=None).first()
        if draft is None:
            raise Refused("protocol_no_draft")
        if seen != seen_of(protocol, draft):
            raise Refused("protocol_changed")
        if draft.number == 1 and new.kind in KINDS:  # what was adopted is counted under its kind
            protocol.kind = new.kind
            protocol.save(update_fields=["kind"])
        draft.changes = changes.strip()[:LONGEST]
        draft.written_at, draft.written_by_id = now, by.account_id
        _write(draft, new)
    return draft


def discard_draft(*, protocol_id: UUID, by: AccountViewer, now: datetime) -> bool:
    """Throw a draft away; with the first one the protocol goes. Whether the protocol stays.

    Raises ``Refused('protocol_no_draft')`` for a text already proposed.
    """
    with transaction.atomic():
        protocol = access.require_drafter(by, protocol_id)
        draft = protocol.versions.filter(adopted_at=None, proposed_at=None).first()
        if draft is None:
            raise Refused("protocol_no_draft")
        draft.delete()
        stays = protocol.versions.exists()
        if not stays:
            protocol.delete()
    return stays


def seen_of(protocol: Protocol, version: ProtocolVersion) -> str:
    """What tells this text from any other: changed by whoever writes it."""
    return fingerprint(protocol.kind, version.title, version.number, version.sections)


def living(protocol: Protocol) -> Protocol:
    """The protocol, unless it is withdrawn: ``Refused('protocol_withdrawn')``."""
    if protocol.withdrawn_on is not None:
        raise Refused("protocol_withdrawn")
    return protocol


def _first(
    protocol: Protocol, number: int, new: NewProtocol, by: AccountViewer, now: datetime
) -> ProtocolVersion:
    draft = ProtocolVersion(
        protocol=protocol, number=number, written_at=now, written_by_id=by.account_id
    )
    _write(draft, new)
    return draft


def _write(draft: ProtocolVersion, new: NewProtocol) -> None:
    draft.title = _title(new.title)
    told = {code: new.sections.get(code, "").replace("\r\n", "\n").strip() for code in SECTIONS}
    if any(len(words) > LONGEST for words in told.values()):
        raise Refused("protocol_long")
    draft.sections = {code: words for code, words in told.items() if words}
    draft.save()
    members = Member.objects.of(draft.protocol.organization_id)
    draft.authors.set(members.filter(pk__in=list(new.authors)))


def _title(typed: str) -> str:
    title = " ".join(typed.split())[:200]
    if not title:
        raise Refused("protocol_untitled")
    return title
