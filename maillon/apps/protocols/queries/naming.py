from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.apps.protocols.queries.listing import shown
from maillon.apps.protocols.vocabulary import SECTIONS
from maillon.apps.structures import access as structures
from maillon.kernel.access import AccountViewer

__all__ = ["AdoptedText", "adopted_texts", "protocol_titles", "task_titles"]


@dataclass(frozen=True, slots=True)
class AdoptedText:
    """A version as a payer may read it: its words, the professions of the team that signed."""

    parts: tuple[tuple[str, str], ...]
    professions: tuple[str, ...]


def adopted_texts(
    viewer: AccountViewer, ids: Collection[UUID]
) -> dict[tuple[UUID | None, int], AdoptedText]:
    """The adopted versions of these protocols, by protocol and number, for who reads their
    structures; those that a register's paper tells are not here.
    """
    rows = ProtocolVersion.objects.filter(
        protocol_id__in=ids, protocol__organization_id__in=structures.read_by(viewer),
        adopted_at__isnull=False, record=None,
    )  # fmt: skip
    return {
        (one.protocol_id, one.number): AdoptedText(
            tuple((part.label, told[code]) for code, part in SECTIONS.items() if told.get(code)),
            tuple(sorted(s.get_profession_display() for s in one.signatures.all()
                         if s.member_id is not None)),
        )
        for one in rows.prefetch_related("signatures")
        for told in (one.sections,)
    }  # fmt: skip


def protocol_titles(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """What each of these protocols is called, for who reads their structures."""
    rows = Protocol.objects.filter(pk__in=ids, organization_id__in=structures.read_by(viewer))
    return {
        one.pk: shown(list(one.versions.all())).title for one in rows.prefetch_related("versions")
    }


def task_titles(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """The same for tasks: the title of what is being signed or read again, its newest text."""
    rows = Protocol.objects.filter(pk__in=ids, organization_id__in=structures.read_by(viewer))
    return {one.pk: list(one.versions.all())[-1].title for one in rows.prefetch_related("versions")}
