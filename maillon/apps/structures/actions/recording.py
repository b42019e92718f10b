import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.models import Member, Record
from maillon.apps.structures.registers import KINDS, act_code
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewRecord", "add_record", "attach_document", "media_type", "withdraw_record"]

LARGEST: Final = 8_000_000  # bytes
PARIS: Final = ZoneInfo("Europe/Paris")
_BEGINS: Final = {
    b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A line as typed. Notes are codes and figures, never words."""

    kind: str
    title: str
    day: date
    notes: Mapping[str, Any] = field(default_factory=dict)
    document: bytes = b""


def media_type(content: bytes) -> str:
    """What a document is by its first bytes, whatever its name: PDF, JPEG or PNG.

    Raises ``Refused``: ``record_large``, ``record_paper``.
    """
    if len(content) > LARGEST:
        raise Refused("record_large")
    for start, kind in _BEGINS.items():
        if content.startswith(start):
            return kind
    raise Refused("record_paper")


def add_record(
    *, organization_id: UUID, new: NewRecord, by: AccountViewer, now: datetime
) -> Record:
    """Write a line and its act in the journal, dated of its day; the act is proven where it
    carries the digest of a document.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``record_untitled``,
    ``record_later``, ``record_elsewhere`` for what has a room of its own, and as ``media_type``.
    """
    access.require_writer(by, organization_id)
    kind = KINDS.get(new.kind)
    if kind is None:
        raise NotFound
    if kind.room:
        raise Refused("record_elsewhere")
    if not new.title.strip():
        raise Refused("record_untitled")
    if new.day > now.astimezone(PARIS).date():
        raise Refused("record_later")
    with transaction.atomic():
        record = Record(
            organization_id=organization_id, kind=new.kind, title=new.title.strip()[:200],
            day=new.day, notes={k: v for k, v in new.notes.items() if k in kind.notes},
            written_at=now,
        )  # fmt: skip
        if new.document:
            _keep(record, new.document)
        _tell(record, [], by, now)
        record.save(force_insert=True)
    return record


def attach_document(
    *, record_id: UUID, document: bytes, by: AccountViewer, now: datetime
) -> Record:
    """Join the paper, or a better one: the act is written again with its digest, the one before
    is cancelled and stays readable. Raises as ``add_record``.
    """
    with transaction.atomic():
        record = _locked(record_id, by)
        before = record.entry_id
        _keep(record, document)
        journal.cancel(entry_id=before, by=by, now=now, reason="document_joined")
        signers = [one.member for one in record.signatures.select_related("member")]
        _tell(record, signers, by, now)
        record.save()
    return record


def withdraw_record(*, record_id: UUID, by: AccountViewer, now: datetime) -> Record:
    """Take a line back: its act is cancelled, it proves nothing any more, its story stays."""
    with transaction.atomic():
        record = _locked(record_id, by)
        journal.cancel(entry_id=record.entry_id, by=by, now=now, reason="withdrawn")
        record.withdrawn_at = now
        record.save(update_fields=["withdrawn_at"])
    return record


def _locked(record_id: UUID, by: AccountViewer) -> Record:
    found = Record.objects.select_for_update(of=("self",)).filter(pk=record_id).first()
    if found is None:
        raise NotFound
    access.require_writer(by, found.organization_id)
    if found.withdrawn_at is not None:
        raise Refused("record_withdrawn")
    return found


def _keep(record: Record, document: bytes) -> None:
    record.media_type = media_type(document)
    record.size = len(document)
    record.digest = hashlib.sha256(document).hexdigest()
    record.content = base64.b64encode(document).decode()


def _tell(record: Record, signers: list[Member], by: AccountViewer, now: datetime) -> None:
    noon = datetime.combine(record.day, time(12), PARIS)
    people: list[tuple[str, UUID, Decimal | None]] = [
        ("account", one.account_id, None) if one.account_id else ("member", one.pk, None)
        for one in signers
    ]
    record.entry = journal.record(
        act=act_code(record.kind), organization_id=record.organization_id, by=by, now=now,
        occurred_at=min(noon, now), subjects=[("record", record.pk)], participants=people,
        data=dict(record.notes), documents=[record.digest] if record.digest else [],
    )  # fmt: skip
