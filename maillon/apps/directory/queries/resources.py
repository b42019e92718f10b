"""Local resources: found by words, commune and need; one with its history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.directory import access
from maillon.apps.directory.models import LocalResource, Organization
from maillon.apps.directory.vocabulary import CLOSINGS, MEANS, NATURES, NEEDS, WORDS
from maillon.apps.directory.wording import asked
from maillon.errors import NotFound
from maillon.kernel.access import Viewer

__all__ = [
    "RESOURCE_SORTS", "FoundResource", "ResourcePage", "ResourceWordRow", "exported_resources",
    "keeps_resources_for", "resource", "resource_names", "search_resources",
]  # fmt: skip

RESOURCE_SORTS: Final = {"name": ("name", "pk"), "place": ("commune__name", "name", "pk"),
                         "checked": ("checked_on", "name", "pk")}  # fmt: skip
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class FoundResource:
    """One resource as a list shows it."""

    id: UUID
    name: str
    nature_label: str
    needs: tuple[str, ...]  # in words
    does: str
    hours: str
    phone: str
    address: str
    commune: str
    commune_id: str
    area: tuple[str, ...]
    checked_on: date
    stale: bool
    closed: str  # why, in words; empty while it lives
    keeper: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class ResourceWordRow:
    """One word of its history."""

    label: str
    told_by: str
    means: str
    at: datetime
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """One resource, what was said of it, and whether the viewer may write."""

    found: FoundResource
    nature: str
    need_codes: tuple[str, ...]
    area_codes: tuple[str, ...]
    fresh_months: int
    words: tuple[ResourceWordRow, ...]
    may_write: bool


def search_resources(
    viewer: Viewer, text: str = "", *, need: str = "", commune: str = "", sort: str = "",
    closed: bool = False, now: datetime,
) -> tuple[FoundResource, ...]:  # fmt: skip
    """Living resources whose words begin with each word typed, for this need, serving this
    commune; ``closed`` shows those marked closed instead. At most 200.
    """
    return tuple(_cards(_asked(text, need, commune, sort, closed)[:MOST], now))


def exported_resources(
    viewer: Viewer, text: str = "", *, need: str = "", commune: str = "", sort: str = "",
    closed: bool = False, now: datetime,
) -> Iterator[FoundResource]:  # fmt: skip
    """The same, all of them."""
    return _cards(_asked(text, need, commune, sort, closed), now)


def _asked(
    text: str, need: str, commune: str, sort: str, closed: bool
) -> "QuerySet[LocalResource]":
    rows = (
        LocalResource.objects.exclude(closed_at=None)
        if closed
        else (LocalResource.objects.living())
    )
    for spellings in asked(text):
        rows = rows.filter(
            reduce(or_, (Q(search_text__contains=f" {spelling}") for spelling in spellings))
        )
    if need in NEEDS:
        rows = rows.filter(needs__contains=f" {need} ")
    if commune:
        rows = rows.filter(area=commune)
    order = RESOURCE_SORTS.get(sort, RESOURCE_SORTS["name"])
    return rows.select_related("commune", "organization").prefetch_related("area").order_by(*order)


def resource(viewer: Viewer, resource_id: UUID, *, now: datetime) -> ResourcePage:
    """One, for anybody signed in; ``NotFound`` when there is none."""
    rows = LocalResource.objects.select_related("commune", "organization")
    row = rows.prefetch_related("area", "words").filter(pk=resource_id).first()
    if row is None:
        raise NotFound
    may_write = row.organization_id in access.keeps_resources(viewer)
    words = (
        ResourceWordRow(
            WORDS[word.kind], word.told_by, MEANS[word.means], word.at,
            tuple((field, before, after) for field, before, after in word.changes),
        )
        for word in row.words.all()
    )  # fmt: skip
    return ResourcePage(
        found=_card(row, now.date()), nature=row.nature, need_codes=tuple(row.needs.split()),
        area_codes=tuple(one.pk for one in row.area.all()), fresh_months=row.fresh_months,
        words=tuple(words), may_write=may_write,
    )  # fmt: skip


def keeps_resources_for(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """The structures for which the viewer writes local resources, by name."""
    rows = Organization.objects.filter(pk__in=access.keeps_resources(viewer)).order_by("name")
    return tuple(rows.values_list("pk", "name"))


def resource_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, for whoever shows them beside something else."""
    return dict(LocalResource.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def _cards(rows: Iterable[LocalResource], now: datetime) -> Iterator[FoundResource]:
    return (_card(row, now.date()) for row in rows)


def _card(row: LocalResource, today: date) -> FoundResource:
    return FoundResource(
        id=row.pk, name=row.name, nature_label=NATURES[row.nature],
        needs=tuple(NEEDS[code] for code in row.needs.split()), does=row.does, hours=row.hours,
        phone=row.phone, address=row.address, commune=row.commune.name,
        commune_id=row.commune_id, area=tuple(sorted(one.name for one in row.area.all())),
        checked_on=row.checked_on, stale=row.closed_at is None and row.stale_on <= today,
        closed=CLOSINGS.get(row.closing, ""), keeper=row.organization.name,
        synthetic=row.synthetic,
    )  # fmt: skip
