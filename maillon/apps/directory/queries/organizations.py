"""Finding a structure, and everything known about it with its source and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.directory.models import HealthcareService, Organization
from maillon.apps.directory.phones import spoken
from maillon.apps.directory.queries.mailboxes import MailboxCard, mailboxes_of_structure
from maillon.apps.directory.queries.words import answering
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Viewer

__all__ = [
    "KINDS",
    "SORTS",
    "FoundOrganization",
    "FoundOrganizations",
    "OrganizationCard",
    "ServiceCard",
    "exported_organizations",
    "named_organization",
    "organization",
    "registered_number",
    "search_organizations",
]  # fmt: skip

PAGE: Final = 30
EXPORTED: Final = 5000
KINDS: Final = tuple((kind.value, kind.label) for kind in Organization.Kind)
SORTS: Final = {
    "name": ("folded_name", "pk"),
    "place": ("commune__folded_name", "folded_name", "pk"),
    "kind": ("category_label", "folded_name", "pk"),
}


@dataclass(frozen=True, slots=True)
class FoundOrganization:
    """One structure, as a line of results."""

    id: UUID
    name: str
    kind_label: str
    category_label: str
    identifier_system: str
    identifier: str
    address: str
    postal_code: str
    town: str
    commune_insee: str | None
    commune_name: str
    phone: str
    synthetic: bool
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class FoundOrganizations:
    """One page of results; ``more``: another follows."""

    results: tuple[FoundOrganization, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """One activity of a structure."""

    label: str
    capacity: int | None
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """A structure, what it does and how to write to it."""

    found: FoundOrganization
    check_digit_ok: bool
    legal_identifier: str
    legal_name: str
    siret: str
    opened_on: date | None
    ended_on: date | None
    located: bool
    services: tuple[ServiceCard, ...]
    mailboxes: tuple[MailboxCard, ...]


def organization(viewer: Viewer, organization_id: UUID) -> OrganizationCard:
    """The structure with its activities and mailboxes; raises ``NotFound``."""
    row = _open_to(viewer).filter(pk=organization_id).first()
    if row is None:
        raise NotFound
    registered = row.identifier_system == "FINESS"
    return OrganizationCard(
        found=_found(row),
        check_digit_ok=row.check_digit_ok,
        legal_identifier=row.legal_identifier,
        legal_name=row.legal_name,
        siret=row.siret,
        opened_on=row.opened_on,
        ended_on=row.ended_on,
        located=row.longitude is not None,
        services=_services(row),
        mailboxes=mailboxes_of_structure(viewer, row.identifier) if registered else (),
    )


def named_organization(viewer: Viewer, words: str) -> UUID | None:
    """The living structure of this identifier, else the only one of this very name."""
    living = _open_to(viewer).filter(ended_on=None)
    try:
        return living.filter(pk=UUID(words)).values_list("pk", flat=True).first()
    except ValueError:
        found = living.filter(name__iexact=words.strip()).values_list("pk", flat=True)[:2]
        return found[0] if len(found) == 1 else None


def registered_number(number: str) -> str:
    """The same FINESS number where a living structure bears it, else nothing."""
    living = Organization.objects.filter(identifier_system="FINESS", ended_on=None)
    return number if number and living.filter(identifier=number).exists() else ""


def search_organizations(
    viewer: Viewer,
    text: str = "",
    *,
    kind: str = "",
    commune: str = "",
    sort: str = "name",
    page: int = 1,
    size: int = PAGE,
) -> FoundOrganizations:
    """Living structures whose every typed word is a name, a kind, a town or a FINESS number.

    Accents, œ, plurals and feminines do not matter; a word may be only begun. ``kind`` is one of
    ``KINDS``, ``commune`` an INSEE code, ``sort`` one of ``SORTS``.
    """
    rows = _answers(viewer, text, kind, commune, sort)
    start = (max(page, 1) - 1) * size
    found = list(rows[start : start + size + 1])
    return FoundOrganizations(
        results=tuple(_found(row) for row in found[:size]),
        page=max(page, 1),
        more=len(found) > size,
    )


def exported_organizations(
    viewer: Viewer, text: str = "", *, kind: str = "", commune: str = "", sort: str = "name"
) -> Iterator[FoundOrganization]:
    """The same answers one after the other, ``EXPORTED`` at most."""
    rows = _answers(viewer, text, kind, commune, sort)
    return (_found(row) for row in rows[:EXPORTED].iterator(chunk_size=500))


def _answers(
    viewer: Viewer, text: str, kind: str, commune: str, sort: str
) -> QuerySet[Organization]:
    narrowed = {"kind": kind, "commune_id": commune}
    rows = _open_to(viewer).filter(
        ended_on=None, **{name: value for name, value in narrowed.items() if value}
    )
    return answering(rows, text).order_by(*SORTS.get(sort, SORTS["name"]))


def _open_to(viewer: Viewer) -> QuerySet[Organization]:
    """Structures that a register numbers are public facts; one entered by hand is its own's."""
    open_to = ~Q(identifier="")
    if isinstance(viewer, AccountViewer):
        open_to |= Q(
            pk__in={role.organization_id for role in viewer.roles if role.code != "reader"}
        )
    return Organization.objects.filter(open_to).select_related("commune")


def _services(row: Organization) -> tuple[ServiceCard, ...]:
    living = HealthcareService.objects.filter(organization=row, ended_on=None).order_by("label")
    columns = living.values_list("label", "capacity", "source", "as_of")
    return tuple(ServiceCard(*told) for told in columns)


def _found(row: Organization) -> FoundOrganization:
    return FoundOrganization(
        id=row.pk,
        name=row.name,
        kind_label=Organization.Kind(row.kind).label,
        category_label=row.category_label,
        identifier_system=row.identifier_system,
        identifier=row.identifier,
        address=row.address,
        postal_code=row.postal_code,
        town=row.town,
        commune_insee=row.commune_id,
        commune_name=row.commune.name if row.commune else "",
        phone=spoken(row.phone),
        synthetic=row.synthetic,
        source=row.source,
        as_of=row.as_of,
    )
