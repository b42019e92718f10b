import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillon.apps.journal import actions as journal
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.drafting import living
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.models import Protocol, ProtocolSignature, ProtocolVersion
from maillon.apps.structures.actions.recording import media_type
from maillon.apps.structures.models import Member
from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["NewSignature", "note_signature", "sign"]


@dataclass(frozen=True, slots=True)
class NewSignature:
    """A signature read on paper: a member's, or that of somebody of another house."""

    signed_on: date
    member_id: UUID | None = None
    name: str = ""
    house: str = ""
    profession: str = ""
    scan: bytes = b""


def sign(*, protocol_id: UUID, by: AccountViewer, now: datetime) -> ProtocolSignature:
    """Sign, as the member she is, the version that is proposed or in force; her task ends.

    Raises ``NotFound`` for who is no member, ``Refused``: ``protocol_nothing_to_sign``,
    ``protocol_signed`` the second time.
    """
    today = now.astimezone(PARIS).date()
    with transaction.atomic():
        protocol, _ = access.require_reader(by, protocol_id)
        version = _signable(protocol)
        me = access.member_of(by, protocol.organization_id, today)
        one = _of(version, me)
        one.way, one.signed_on, one.noted_by_id = "account", today, by.account_id
        one.save()
        _tell(protocol, version, one, by, now)
    return one


def note_signature(
    *, protocol_id: UUID, new: NewSignature, by: AccountViewer, now: datetime
) -> ProtocolSignature:
    """Note what was signed on paper, with its scan where there is one.

    Raises ``NotFound``, ``Refused`` as ``sign``, ``protocol_signer`` without a name or a
    profession, ``protocol_signed_later``, ``record_paper`` and ``record_large`` for the scan.
    """
    if new.signed_on > now.astimezone(PARIS).date():
        raise Refused("protocol_signed_later")
    with transaction.atomic():
        protocol = access.require_writer(by, protocol_id)
        version = _signable(protocol)
        one = _named(protocol, version, new)
        one.way, one.signed_on, one.noted_by_id = "paper", new.signed_on, by.account_id
        if new.scan:
            one.media_type = media_type(new.scan)
            one.digest = hashlib.sha256(new.scan).hexdigest()
            one.content = base64.b64encode(new.scan).decode()
        one.save()
        _tell(protocol, version, one, by, now)
    return one


def _signable(protocol: Protocol) -> ProtocolVersion:
    """What waits for signatures; else what is in force, that somebody may join later."""
    rows = living(protocol).versions.select_for_update().filter(proposed_at__isnull=False)
    found = rows.filter(cancelled_at=None).order_by("-number").first()
    if found is None:
        raise Refused("protocol_nothing_to_sign")
    return found


def _of(version: ProtocolVersion, member: Member) -> ProtocolSignature:
    found = version.signatures.filter(member=member).first()
    if found is None:
        return ProtocolSignature(
            version=version, member=member, profession=member.profession, position=_next(version)
        )
    if found.signed_on is not None:
        raise Refused("protocol_signed")
    return found


def _named(protocol: Protocol, version: ProtocolVersion, new: NewSignature) -> ProtocolSignature:
    if new.member_id is not None:
        team = Member.objects.of(protocol.organization_id).on(new.signed_on)
        member = team.filter(pk=new.member_id).first()
        if member is None:
            raise NotFound
        return _of(version, member)
    if not new.name.strip() or new.profession not in PROFESSIONS:
        raise Refused("protocol_signer")
    return ProtocolSignature(
        version=version, name=new.name.strip()[:120], house=new.house.strip()[:120],
        profession=new.profession, position=_next(version),
    )  # fmt: skip


def _next(version: ProtocolVersion) -> int:
    return (version.signatures.aggregate(last=Max("position"))["last"] or 0) + 1


def _tell(
    protocol: Protocol, version: ProtocolVersion, one: ProtocolSignature, by: Viewer, now: datetime
) -> None:
    if one.task is not None and one.task.closed_at is None:
        tasks.close_task(task_id=one.task.pk, outcome="signed", by=by, now=now)
    who = one.member
    people = [] if who is None else [
        ("account", who.account_id, None) if who.account_id else ("member", who.pk, None)
    ]  # fmt: skip
    journal.record(
        act="protocols.signed", organization_id=protocol.organization_id, by=by, now=now,
        subjects=[("protocol", protocol.pk)], participants=people,
        data={"version": version.number, "way": one.way, "profession": one.profession},
        documents=[digest for digest in (version.digest, one.digest) if digest],
    )  # fmt: skip
