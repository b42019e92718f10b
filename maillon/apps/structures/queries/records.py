import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.structures import access
from maillon.apps.structures.models import Record
from maillon.apps.structures.registers import KINDS
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Paper", "RecordLine", "paper", "record_kind", "record_titles", "records"]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of a register as the team reads it."""

    id: UUID
    kind: str
    label: str
    paper: str
    title: str
    day: date
    notes: Mapping[str, Any]
    proven: bool
    withdrawn: bool
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was sent."""

    content: bytes
    media_type: str


def records(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime, kind: str = ""
) -> tuple[RecordLine, ...]:
    """The registers of a structure, latest first; ``NotFound`` for strangers."""
    access.require_reader(viewer, organization_id)
    rows = Record.objects.of(organization_id).prefetch_related("signatures__member")
    if kind:
        rows = rows.filter(kind=kind)
    return tuple(
        RecordLine(
            one.pk, one.kind, KINDS[one.kind].label, KINDS[one.kind].paper, one.title, one.day,
            one.notes, bool(one.digest), one.withdrawn_at is not None,
            tuple(f"{s.member.name} ({s.member.get_profession_display()})"
                  for s in one.signatures.all()),
        )
        for one in rows.defer("content")
    )  # fmt: skip


def record_kind(viewer: AccountViewer, record_id: UUID) -> tuple[UUID, str]:
    """The structure and the register of a line; ``NotFound`` for strangers."""
    found = Record.objects.filter(pk=record_id).defer("content").first()
    if found is None:
        raise NotFound
    access.require_reader(viewer, found.organization_id)
    return found.organization_id, found.kind


def record_titles(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """What each of these lines is called, for who reads their structures."""
    rows = Record.objects.filter(pk__in=ids, organization_id__in=access.read_by(viewer))
    return {one.pk: one.title for one in rows.defer("content")}


def paper(viewer: AccountViewer, record_id: UUID) -> Paper:
    """The document of a line; ``NotFound`` for strangers and where there is none."""
    found = Record.objects.filter(pk=record_id).exclude(digest="").first()
    if found is None:
        raise NotFound
    access.require_reader(viewer, found.organization_id)
    return Paper(base64.b64decode(found.content), found.media_type)
