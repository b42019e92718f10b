"""What this server does, as it says so."""

from datetime import datetime
from typing import Any, Final

from maillon.interop.fhir.lists import LISTS, NAMES
from maillon.interop.fhir.search import INCLUDES, PARAMETERS
from maillon.interop.fhir.systems import CARETEAM_PROFILE, PATIENT_PROFILE

__all__ = ["READABLE", "capability"]

READABLE: Final = ("CareTeam", "Patient", "RelatedPerson", "PractitionerRole", "Practitioner",
                   "Organization", "Consent", "CarePlan", "Goal",
                   "MedicationStatement")  # fmt: skip
WRITTEN: Final = {
    "CareTeam": ("create", "update"), "Patient": ("create", "update"),
    "RelatedPerson": ("create",), "Consent": ("create",),
}  # fmt: skip
_DATES: Final = {"start", "end", "participant-start", "participant-end", "_lastUpdated"}
_TOKENS: Final = {"_id", "identifier", "status"}
_CDS: Final = "https://interop.esante.gouv.fr/ig/fhir/cds/SearchParameter/cds-careteam"
_DEFINITIONS: Final = {
    "start": f"{_CDS}-start", "end": f"{_CDS}-end",
    "participant-start": f"{_CDS}-participant-start",
    "participant-end": f"{_CDS}-participant-end",
    "managingOrganization": f"{_CDS}-managing-organization",
}  # fmt: skip


def capability(base: str, now: datetime) -> dict[str, Any]:
    """The CapabilityStatement of this address."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": now.date().isoformat(),
        "kind": "instance",
        "software": {"name": "Maillon"},
        "implementation": {"description": "Cercle de soins", "url": base.rstrip("/")},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": False,
                    "description": "Jeton porteur (Authorization: Bearer) d’un logiciel déclaré "
                    "pour une structure ; chaque lecture est tracée.",
                },
                "resource": [_resource(name) for name in READABLE],
                "interaction": [{"code": "transaction"}],
            }
        ],
    }


def _resource(name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"type": name, "interaction": [{"code": "read"}]}
    told["interaction"] += [
        {"code": code, "documentation": "dans une transaction"} for code in WRITTEN.get(name, ())
    ]
    if name in LISTS:
        told["interaction"].append({"code": "search-type"})
        told["searchParam"] = [{"name": one, "type": "reference"} for one in NAMES]
    if name == "Patient":
        told |= {"supportedProfile": [PATIENT_PROFILE], "conditionalCreate": True}
    if name == "CareTeam":
        codes = ("vread", "history-instance", "search-type")
        told["supportedProfile"] = [CARETEAM_PROFILE]
        told["interaction"] += [{"code": code} for code in codes]
        told |= {"versioning": "versioned-update", "readHistory": True, "updateCreate": False}
        told["searchInclude"] = list(INCLUDES)
        plain = [one for one in PARAMETERS if not set(one) & set(".:")]
        told["searchParam"] = [_parameter(one) for one in plain]
    return told


def _parameter(name: str) -> dict[str, str]:
    kind = "date" if name in _DATES else "token" if name in _TOKENS else "reference"
    told = {"name": name, "type": kind}
    return {**told, **({"definition": _DEFINITIONS[name]} if name in _DEFINITIONS else {})}
