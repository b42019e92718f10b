"""Who may read a desk's report, and who may open the requests behind a figure."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillon.apps.desk.access import desks_of, managed_organizations
from maillon.apps.desk.models import Desk
from maillon.errors import NotFound
from maillon.kernel.access import Relation, Viewer

__all__ = ["Reader", "readable_desks", "require_opener", "require_reader"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A desk, and by which relation its figures are read."""

    desk: Desk
    relation: Relation

    @property
    def may_open(self) -> bool:
        return self.relation is Relation.DESK


def readable_desks(viewer: Viewer) -> tuple[Desk, ...]:
    """Desks whose report this viewer may read: hers, and those of structures she manages."""
    hers = Q(pk__in=desks_of(viewer)) | Q(organization_id__in=managed_organizations(viewer))
    return tuple(Desk.objects.filter(hers).select_related("organization").order_by("name", "pk"))


def require_reader(viewer: Viewer, desk_id: UUID | None) -> Reader:
    """This desk, or the first she may read; ``NotFound`` when there is none."""
    for desk in readable_desks(viewer):
        if desk_id in (None, desk.pk):
            at_work = desk.pk in desks_of(viewer)
            return Reader(desk, Relation.DESK if at_work else Relation.MANAGER)
    raise NotFound


def require_opener(viewer: Viewer, desk_id: UUID) -> Reader:
    """This desk, for its agents and leads; ``NotFound`` for whoever reads figures only."""
    reader = require_reader(viewer, desk_id)
    if not reader.may_open:
        raise NotFound
    return reader
