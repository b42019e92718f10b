"""The person and those around her, as FHIR and FR Core say them."""

import json
import re
from dataclasses import asdict
from typing import Any, Final

from maillon.apps.care.actions import Contact, NewMember, NewPerson
from maillon.apps.care.queries import PersonRecord, RelatedRecord
from maillon.apps.directory.phones import e164
from maillon.apps.directory.queries import exchange
from maillon.interop.fhir import reading
from maillon.interop.fhir.careteam import period
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import (
    COMMUNES,
    FR_0203,
    IDENTITY_STATUS,
    INS,
    INSEE_CODE,
    PATIENT_PROFILE,
    PERSONS,
    RELATED_PROFILE,
    RELIABILITY,
    ROLES,
    UUIDS,
    V2_0203,
)
from maillon.kernel.crypto import blind_index

__all__ = ["RELATIVES", "contact_in", "from_patient", "from_related", "ins_in", "patient",
           "related", "version_of"]  # fmt: skip

# Who may come in by a name alone: whoever no register knows.
RELATIVES: Final = ("family", "helper", "neighbour", "tutor", "elected", "police", "other")
LEGAL: Final = "représentant légal"

GENDERS: Final = {"F": "female", "M": "male", "I": "other", "": "unknown"}
_SEXES: Final = {"female": "F", "male": "M", "other": "I", "unknown": ""}
TRUST: Final = {
    "PROV": "Identité provisoire", "VALI": "Identité validée", "RECUP": "Identité récupérée",
    "QUAL": "Identité qualifiée",
}  # fmt: skip
# Of each INS, its type and its use in the profile of FR Core.
NUMBERS: Final = {
    "nir": ("INS-NIR", "official"), "nia": ("INS-NIA", "temp"),
    "test": ("INS-NIR-TEST", "official"), "demo": ("INS-NIR-DEMO", "official"),
}  # fmt: skip
_BIRTH_PLACE: Final = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
_BIRTH_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def patient(one: PersonRecord) -> dict[str, Any]:
    """Her identity; the INS only where it is qualified.

    The profile of an INS is not claimed: it wants the whole list of her given names at birth, as
    the national service answers it, which nobody keeps here.
    """
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "id": one.id,
        "meta": {
            "versionId": version_of(one),
            "profile": [PATIENT_PROFILE],
        },
        "extension": [_reliability(one)],
        "identifier": _identifiers(one),
        "active": True,
        "name": _names(one),
        "gender": GENDERS.get(one.sex, "unknown"),
        "managingOrganization": {"reference": f"Organization/{one.organization}"},
    }
    if one.birth_place:
        resource["extension"].append(_birth_place(one.birth_place))
    if born := _born(one.birth_date):
        resource["birthDate"] = born
    if one.phone:
        resource["telecom"] = [{"system": "phone", "value": one.phone, "use": "home"}]
    if one.address or one.town:
        resource["address"] = [_address(one)]
    if one.merged:
        links = ({"other": {"reference": f"Patient/{pk}"}, "type": "replaces"} for pk in one.merged)
        resource["link"] = list(links)
    if one.synthetic:
        resource["meta"]["tag"] = [
            {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
        ]
    return resource


def version_of(one: PersonRecord) -> str:
    """What stands for its version: the same words, the same version. Keyed, so that it tells
    nothing to who cannot read them.
    """
    return blind_index("fhir_version", json.dumps(asdict(one), sort_keys=True))


def _reliability(one: PersonRecord) -> dict[str, Any]:
    """One of the four degrees of trust; doubtful and fictive are provisional ones."""
    code = one.status if one.status in TRUST else "PROV"
    coding = {"system": IDENTITY_STATUS, "code": code, "display": TRUST[code]}
    inner = {"url": "identityStatus", "valueCoding": coding}
    return {"url": RELIABILITY, "extension": [inner]}


def _birth_place(insee: str) -> dict[str, Any]:
    return {"url": _BIRTH_PLACE, "valueAddress": {"extension": [_commune(insee)]}}


def _commune(insee: str) -> dict[str, Any]:
    return {"url": INSEE_CODE, "valueCoding": {"system": COMMUNES, "code": insee}}


def _identifiers(one: PersonRecord) -> list[dict[str, Any]]:
    local = {
        "use": "secondary" if one.ins else "usual",
        "type": {"coding": [{"system": V2_0203, "code": "PI"}]},
        "system": PERSONS,
        "value": one.id,
    }
    if one.ins is None:
        return [local]
    system, number = one.ins
    kind, use = NUMBERS[system]
    coding = {"system": FR_0203, "code": kind}
    return [
        {"use": use, "type": {"coding": [coding]}, "system": INS[system], "value": number},
        local,
    ]


def _names(one: PersonRecord) -> list[dict[str, Any]]:
    names = [{"use": "official", "family": one.birth_name, "given": [one.given_name]}]
    if one.used_name and one.used_name != one.birth_name:
        names.append({"use": "usual", "family": one.used_name, "given": [one.given_name]})
    return names


def _born(iso: str) -> str:
    """The date without the parts that nobody knows."""
    return iso.replace("-00", "") if iso[:4] != "0000" else ""


def _address(one: PersonRecord) -> dict[str, Any]:
    told: dict[str, Any] = {"use": "home"}
    if one.commune:
        told |= {"extension": [_commune(one.commune)], "city": one.town}
    return {**told, "line": [one.address]} if one.address else told


def from_patient(resource: dict[str, Any]) -> NewPerson:
    """What a resource says of somebody new; raises ``Problem`` naming what is missing."""
    name = _official(resource)
    born = reading.text(resource, "birthDate", "Patient", needed=True)
    if not _BIRTH_DATE.fullmatch(born):
        raise Problem(422, "Date de naissance attendue.", code="value", where="Patient.birthDate")
    sex = reading.text(resource, "gender", "Patient") or "unknown"
    if sex not in _SEXES:
        raise Problem(422, "Sexe inconnu.", code="code-invalid", where="Patient.gender")
    given = name.get("given")
    if not isinstance(given, list) or not given or not isinstance(given[0], str):
        raise Problem(422, "Un prénom est attendu.", code="required", where="Patient.name.given")
    contact = contact_in(resource)
    return NewPerson(
        birth_name=reading.text(name, "family", "Patient.name", needed=True),
        given_name=given[0],
        birth_date=(born + "-00-00")[:10],
        sex=_SEXES[sex],
        phone=contact.phone,
        address=contact.address,
        commune_id=contact.commune or None,
    )


def _official(resource: dict[str, Any]) -> dict[str, Any]:
    names = reading.listed(resource, "name", "Patient")
    if not names:
        raise Problem(422, "Un nom est attendu.", code="required", where="Patient.name")
    return next((one for one in names if one.get("use") == "official"), names[0])


def contact_in(resource: dict[str, Any]) -> Contact:
    """How somebody is reached; raises ``Problem`` for a number that is none."""
    address, commune = _address_in(resource)
    return Contact(_phone(resource), address, commune)


def _phone(resource: dict[str, Any]) -> str:
    where = f"{resource.get('resourceType')}.telecom"
    lines = reading.listed(resource, "telecom", where)
    numbers = (reading.text(one, "value", where) for one in lines if one.get("system") == "phone")
    told = next(numbers, "")
    number = e164(told[:40])
    if told and not number:
        raise Problem(422, "Ce numéro de téléphone n’est pas lisible.", code="value", where=where)
    return number


def _address_in(resource: dict[str, Any]) -> tuple[str, str]:
    """Line and commune of the first address; a town that no register knows stays in the line."""
    where = "Patient.address"
    found = reading.listed(resource, "address", where)
    if not found:
        return "", ""
    one = found[0]
    lines = one.get("line", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise Problem(422, "Une liste de lignes est attendue.", code="structure",
                      where=f"{where}.line")  # fmt: skip
    postal, city = (reading.text(one, name, where) for name in ("postalCode", "city"))
    commune = exchange.commune_code(_insee(one, where), postal, city)
    rest = "" if commune else f"{postal} {city}".strip()
    return ", ".join(line for line in (*lines, rest) if line)[:240], commune


def _insee(address: dict[str, Any], where: str) -> str:
    for one in reading.listed(address, "extension", where):
        coding = one.get("valueCoding")
        if one.get("url") == INSEE_CODE and isinstance(coding, dict):
            return reading.text(coding, "code", f"{where}.extension.valueCoding")
    return ""


def ins_in(resource: dict[str, Any]) -> tuple[str, str] | None:
    """System and number of the INS that a resource carries, where there is one."""
    known = {uri: code for code, uri in INS.items()}
    for one in reading.listed(resource, "identifier", "Patient"):
        system = known.get(reading.text(one, "system", "Patient.identifier"))
        if system is not None:
            return system, reading.text(one, "value", "Patient.identifier", needed=True)
    return None


def related(one: RelatedRecord) -> dict[str, Any]:
    """Somebody around her: a name as it was said, and what she is to her."""
    resource: dict[str, Any] = {
        "resourceType": "RelatedPerson",
        "id": one.id,
        "meta": {"profile": [RELATED_PROFILE]},
        "identifier": [{"system": UUIDS, "value": f"urn:uuid:{one.id}"}],
        "active": True,
        "patient": {"reference": f"Patient/{one.patient}"},
        "relationship": [
            {"coding": [{"system": ROLES, "code": one.role, "display": one.role_label}]}
        ],
        "name": [{"text": one.name}],
        "period": period(one.start.isoformat(), one.end.isoformat() if one.end else ""),
    }
    if one.phone:
        resource["telecom"] = [{"system": "phone", "value": one.phone}]
    if one.represents:
        resource["relationship"].append({"text": LEGAL})
    return resource


def from_related(resource: dict[str, Any]) -> NewMember:
    """Somebody close, by the name others call her; her part where she tells it.

    Who speaks for the person by law is never taken from a message. Raises ``Problem``.
    """
    concepts = reading.listed(resource, "relationship", "RelatedPerson")
    if any(one.get("text") == LEGAL for one in concepts):
        raise Problem(
            422, "Qui représente la personne se note dans Maillon, sur pièce.",
            code="not-supported", where="RelatedPerson.relationship",
        )  # fmt: skip
    roles = reading.coded(resource, "relationship", "RelatedPerson", system=ROLES)
    role = next((one for one in roles if one in RELATIVES), "")
    return NewMember(role, name=_spoken(resource), phone=_phone(resource))


def _spoken(resource: dict[str, Any]) -> str:
    where = "RelatedPerson.name"
    for one in reading.listed(resource, "name", "RelatedPerson"):
        given = one.get("given", [])
        firsts = given if isinstance(given, list) else []
        firsts = [first for first in firsts if isinstance(first, str)]
        whole = " ".join([*firsts, reading.text(one, "family", where)])
        if name := " ".join((reading.text(one, "text", where) or whole).split())[:120]:
            return name
    raise Problem(422, "Un nom est attendu.", code="required", where=where)
