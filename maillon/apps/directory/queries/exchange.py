"""What another system is told of professionals and structures: public facts of the registers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillon.apps.directory.models import Commune, Organization, Practitioner, PractitionerRole
from maillon.errors import NotFound
from maillon.kernel.crypto import fold

__all__ = [
    "OrganizationRecord", "PractitionerRecord", "RoleRecord", "commune_code", "organization_ids",
    "organization_record", "practitioner_record", "role_ids", "role_record",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PractitionerRecord:
    """A professional."""

    id: str
    national_id: str
    family_name: str
    given_name: str


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A professional at one place."""

    id: str
    practitioner: str
    practitioner_name: str
    organization: str
    profession: str
    profession_label: str
    phone: str
    active: bool


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """A structure."""

    id: str
    name: str
    kind: str
    kind_label: str
    number: str  # as the national register spells it: 1 + FINESS, 3 + SIRET; or nothing
    phone: str
    address: str
    postal_code: str
    town: str
    active: bool


def practitioner_record(practitioner_id: UUID) -> PractitionerRecord:
    """One professional; ``NotFound``."""
    one = Practitioner.objects.filter(pk=practitioner_id).first()
    if one is None:
        raise NotFound
    return PractitionerRecord(str(one.pk), one.national_id, one.family_name, one.given_name)


def role_record(role_id: UUID) -> RoleRecord:
    """One professional at one place; ``NotFound``."""
    one = PractitionerRole.objects.select_related("practitioner").filter(pk=role_id).first()
    if one is None:
        raise NotFound
    return RoleRecord(
        str(one.pk), str(one.practitioner_id), one.practitioner.display,
        str(one.organization_id or ""), one.profession, one.profession_label, one.phone,
        one.ended_on is None,
    )  # fmt: skip


def organization_record(organization_id: UUID) -> OrganizationRecord:
    """One structure; ``NotFound``."""
    one = Organization.objects.select_related("commune").filter(pk=organization_id).first()
    if one is None:
        raise NotFound
    town = one.town or (one.commune.name if one.commune else "")
    return OrganizationRecord(
        str(one.pk), one.name, one.kind, one.get_kind_display(), _number(one), one.phone,
        one.address, one.postal_code, town, one.ended_on is None,
    )  # fmt: skip


def _number(one: Organization) -> str:
    if one.identifier_system == "FINESS":
        return f"1{one.identifier}"
    siret = one.siret or (one.identifier if one.identifier_system == "SIRET" else "")
    return f"3{siret}" if siret else ""


def role_ids(national_ids: Iterable[str]) -> frozenset[UUID]:
    """Every place of the professionals who bear these national numbers (8 + RPPS)."""
    rows = PractitionerRole.objects.filter(practitioner__national_id__in=list(national_ids))
    return frozenset(rows.values_list("pk", flat=True))


def organization_ids(numbers: Iterable[str]) -> frozenset[UUID]:
    """The structures that bear these numbers (1 + FINESS, 3 + SIRET)."""
    finess = [one[1:] for one in numbers if one.startswith("1")]
    siret = [one[1:] for one in numbers if one.startswith("3")]
    rows = Organization.objects.filter(
        Q(identifier_system="FINESS", identifier__in=finess)
        | Q(siret__in=siret)
        | Q(identifier_system="SIRET", identifier__in=siret)
    )
    return frozenset(rows.values_list("pk", flat=True))


def commune_code(insee: str, postal_code: str, name: str) -> str:
    """The INSEE code of the commune in force that an address means, or nothing: by its own code,
    else by its name, which its postal code tells from others of that name.
    """
    if insee:
        return insee if Commune.objects.filter(pk=insee).exists() else ""
    rows = Commune.objects.filter(folded_name=fold(name)) if name.strip() else ()
    found = [one.pk for one in rows if not postal_code or postal_code in one.postal_codes.split()]
    return found[0] if len(found) == 1 else ""
