"""One responder, with what she declared and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from maillon.apps.directory import access
from maillon.apps.directory.models import CoverageArea, CoverageCommune, Responder
from maillon.errors import NotFound
from maillon.kernel.access import Viewer

__all__ = ["AreaCard", "ResponderCard", "responder", "responders_behind"]


@dataclass(frozen=True, slots=True)
class AreaCard:
    """A declared zone: the names of its communes and of those around, in order."""

    kind: str
    kind_label: str
    covered: tuple[str, ...]
    near: tuple[str, ...]
    declared_at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class ResponderCard:
    """Who can be asked. ``phone`` is empty for a viewer who may not see the line.

    Origins are French words: « par SMS », « depuis son compte »; empty when not known.
    """

    id: UUID
    kind: str
    name: str
    profession: str
    commune_insee: str | None
    commune_name: str
    practitioner_id: UUID | None
    role_id: UUID | None
    organization_id: UUID | None
    has_phone: bool
    phone: str
    sms_ok: bool
    takes: tuple[str, ...] | None
    availability: str
    availability_label: str
    availability_declared_at: datetime | None
    availability_origin: str
    weekly_capacity: int
    live_limit: int
    works: dict[str, list[Any]] | None
    paused_until: datetime | None
    opted_out_at: datetime | None
    enrolled_at: datetime | None
    areas: tuple[AreaCard, ...]


def responder(viewer: Viewer, responder_id: UUID) -> ResponderCard:
    """The responder as this viewer may see her; raises ``NotFound``."""
    row = _rows().filter(pk=responder_id).first()
    if row is None:
        raise NotFound
    return card(viewer, row)


def responders_behind(viewer: Viewer, phone_index: str) -> tuple[ResponderCard, ...]:
    """Everybody who answers on this line; a cabinet's number may have several."""
    if not phone_index:
        return ()
    return tuple(card(viewer, row) for row in _rows().filter(phone_index=phone_index))


def _rows() -> QuerySet[Responder]:
    resolved = CoverageCommune.objects.select_related("commune").order_by("commune__name")
    areas = CoverageArea.objects.order_by("declared_at").prefetch_related(
        Prefetch("resolved", resolved)
    )
    return Responder.objects.select_related("commune", "practitioner_role").prefetch_related(
        Prefetch("coverage", areas)
    )


def card(viewer: Viewer, row: Responder) -> ResponderCard:
    """The read-model of one row, its line hidden from whoever may not call it."""
    role = row.practitioner_role
    return ResponderCard(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        profession=row.profession,
        commune_insee=row.commune_id,
        commune_name=row.commune.name if row.commune else "",
        practitioner_id=role.practitioner_id if role else None,
        role_id=role.pk if role else None,
        organization_id=row.organization_id,
        has_phone=bool(row.phone_index),
        phone=row.phone if access.can_see_line(viewer, row.pk) else "",
        sms_ok=row.sms_ok and bool(row.phone_index),
        takes=None if row.takes is None else tuple(row.takes),
        availability=row.availability,
        availability_label=row.get_availability_display(),
        availability_declared_at=row.availability_declared_at,
        availability_origin=row.get_availability_origin_display(),
        weekly_capacity=row.weekly_capacity,
        live_limit=row.live_limit,
        works=row.works,
        paused_until=row.paused_until,
        opted_out_at=row.opted_out_at,
        enrolled_at=row.enrolled_at,
        areas=tuple(_area(area) for area in row.coverage.all()),
    )


def _area(area: CoverageArea) -> AreaCard:
    resolved = list(area.resolved.all())
    return AreaCard(
        kind=area.kind,
        kind_label=area.get_kind_display(),
        covered=tuple(one.commune.name for one in resolved if not one.near),
        near=tuple(one.commune.name for one in resolved if one.near),
        declared_at=area.declared_at,
        origin=area.get_origin_display(),
    )
