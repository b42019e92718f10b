"""The person and those around her, as FHIR and FR Core say them."""

import re
from typing import Any, Final

from maillon.apps.care.actions import NewPerson
from maillon.apps.care.queries import PersonRecord, RelatedRecord
from maillon.interop.fhir import reading
from maillon.interop.fhir.careteam import period
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import (
    COMMUNES,
    FR_0203,
    IDENTITY_STATUS,
    INS,
    INSEE_CODE,
    PATIENT_INS_PROFILE,
    PATIENT_PROFILE,
    PERSONS,
    RELIABILITY,
    ROLES,
    V2_0203,
)

__all__ = ["from_patient", "ins_in", "patient", "related"]

GENDERS: Final = {"F": "female", "M": "male", "I": "other", "": "unknown"}
_SEXES: Final = {"female": "F", "male": "M", "other": "I", "unknown": ""}
_BIRTH_PLACE: Final = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
_BIRTH_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def patient(one: PersonRecord) -> dict[str, Any]:
    """Her identity; the INS only where it is qualified, and then under the profile that asks
    for it.
    """
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "id": one.id,
        "meta": {"profile": [PATIENT_INS_PROFILE if one.ins else PATIENT_PROFILE]},
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
        resource["address"] = [_address(one.address, one.town)]
    if one.merged:
        links = ({"other": {"reference": f"Patient/{pk}"}, "type": "replaces"} for pk in one.merged)
        resource["link"] = list(links)
    if one.synthetic:
        resource["meta"]["tag"] = [
            {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
        ]
    return resource


def _reliability(one: PersonRecord) -> dict[str, Any]:
    coding = {"system": IDENTITY_STATUS, "code": one.status, "display": one.status_label}
    inner = {"url": "identityStatus", "valueCoding": coding}
    return {"url": RELIABILITY, "extension": [inner]}


def _birth_place(insee: str) -> dict[str, Any]:
    code = {"url": INSEE_CODE, "valueCoding": {"system": COMMUNES, "code": insee}}
    return {"url": _BIRTH_PLACE, "valueAddress": {"extension": [code]}}


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
    kind = "INS-NIA" if system == "nia" else "INS-NIR"
    coding = {"system": FR_0203, "code": kind}
    return [
        {"use": "official", "type": {"coding": [coding]}, "system": INS[system], "value": number},
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


def _address(line: str, town: str) -> dict[str, Any]:
    told = {"use": "home"}
    return {**told, **({"line": [line]} if line else {}), **({"city": town} if town else {})}


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
    return NewPerson(
        birth_name=reading.text(name, "family", "Patient.name", needed=True),
        given_name=given[0],
        birth_date=(born + "-00-00")[:10],
        sex=_SEXES[sex],
        phone=_phone(resource),
        address=_line(resource),
    )


def _official(resource: dict[str, Any]) -> dict[str, Any]:
    names = reading.listed(resource, "name", "Patient")
    if not names:
        raise Problem(422, "Un nom est attendu.", code="required", where="Patient.name")
    return next((one for one in names if one.get("use") == "official"), names[0])


def _phone(resource: dict[str, Any]) -> str:
    lines = reading.listed(resource, "telecom", "Patient")
    numbers = (reading.text(one, "value", "Patient.telecom") for one in lines
               if one.get("system") == "phone")  # fmt: skip
    return next(numbers, "")[:20]


def _line(resource: dict[str, Any]) -> str:
    for one in reading.listed(resource, "address", "Patient"):
        lines = one.get("line", [])
        if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
            return ", ".join(lines)[:240]
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
        resource["relationship"].append({"text": "représentant légal"})
    return resource
