"""Professionals and structures, as the registers know them."""

from typing import Any

from maillon.apps.directory.queries.exchange import (
    OrganizationRecord,
    PractitionerRecord,
    RoleRecord,
)
from maillon.interop.fhir.systems import PRACTITIONERS, PROFESSIONS, STRUCTURES

__all__ = ["organization", "practitioner", "practitioner_role"]


def practitioner(one: PractitionerRecord) -> dict[str, Any]:
    """A professional, by her national number."""
    return {
        "resourceType": "Practitioner",
        "id": one.id,
        "identifier": [{"system": PRACTITIONERS, "value": one.national_id}],
        "active": True,
        "name": [{"family": one.family_name, "given": [one.given_name]}],
    }


def practitioner_role(one: RoleRecord) -> dict[str, Any]:
    """A professional at one place."""
    profession = {"system": PROFESSIONS, "code": one.profession, "display": one.profession_label}
    resource: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": one.id,
        "active": one.active,
        "practitioner": {
            "reference": f"Practitioner/{one.practitioner}", "display": one.practitioner_name,
        },
        "code": [{"coding": [profession]}],
    }  # fmt: skip
    if one.organization:
        resource["organization"] = {"reference": f"Organization/{one.organization}"}
    if one.phone:
        resource["telecom"] = [{"system": "phone", "value": one.phone, "use": "work"}]
    return resource


def organization(one: OrganizationRecord) -> dict[str, Any]:
    """A structure."""
    resource: dict[str, Any] = {
        "resourceType": "Organization",
        "id": one.id,
        "active": one.active,
        "type": [{"text": one.kind_label}],
        "name": one.name,
    }
    if one.number:
        resource["identifier"] = [{"system": STRUCTURES, "value": one.number}]
    if one.phone:
        resource["telecom"] = [{"system": "phone", "value": one.phone, "use": "work"}]
    address = {"city": one.town, "postalCode": one.postal_code}
    told: dict[str, Any] = {name: value for name, value in address.items() if value}
    if one.address:
        told["line"] = [one.address]
    if told:
        resource["address"] = [told]
    return resource
