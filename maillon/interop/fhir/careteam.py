"""The circle as FHIR says it, and back."""

from datetime import date, datetime
from typing import Any, Final

from maillon.apps.care.queries import TeamPart, TeamRecord
from maillon.apps.care.vocabulary import PARTS
from maillon.interop.fhir import reading
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import CARETEAM_PROFILE, CLOSING, ROLES, UUIDS

__all__ = ["KINDS", "careteam", "from_careteam", "part_of", "period"]

KINDS: Final = {"role": "PractitionerRole", "organization": "Organization",
                "related": "RelatedPerson"}  # fmt: skip
_BACK: Final = {kind: code for code, kind in KINDS.items()}
STATUSES: Final = ("active", "inactive")


def careteam(team: TeamRecord) -> dict[str, Any]:
    """One version of a circle."""
    resource: dict[str, Any] = {
        "resourceType": "CareTeam",
        "id": team.id,
        "meta": {
            "versionId": str(team.number),
            "lastUpdated": instant(team.at),
        },
        "identifier": [{"system": UUIDS, "value": f"urn:uuid:{team.id}"}],
        "status": team.status,
        "name": "Réseau de coordination",
        "subject": {"reference": f"Patient/{team.patient}"},
        "period": period(instant(team.start), instant(team.end) if team.end else ""),
        "managingOrganization": [{"reference": f"Organization/{team.organization}"}],
    }
    if all(part.kind != "related" for part in team.parts):
        # The guide wants a family name of whoever is close: here she is called as others call her.
        resource["meta"]["profile"] = [CARETEAM_PROFILE]
    if team.closing:
        resource["extension"] = [{"url": CLOSING, "valueCode": team.closing}]
    if team.parts:
        resource["participant"] = [_participant(part) for part in team.parts]
    return resource


def instant(moment: datetime) -> str:
    """With its offset; microseconds only where there are any."""
    return moment.isoformat()


def period(start: str, end: str) -> dict[str, str]:
    """An interval, open where it has no end."""
    return {"start": start, **({"end": end} if end else {})}


def _participant(part: TeamPart) -> dict[str, Any]:
    label = PARTS[part.role].label
    return {
        "id": part.id,
        "role": [{"coding": [{"system": ROLES, "code": part.role, "display": label}]}],
        "member": {"reference": f"{KINDS[part.kind]}/{part.who}"},
        "period": period(part.start.isoformat(), part.end.isoformat() if part.end else ""),
    }


def from_careteam(resource: dict[str, Any]) -> TeamRecord:
    """The circle that a resource tells of; raises ``Problem`` naming what is wrong in it."""
    where = "CareTeam"
    meta = resource.get("meta") or {}
    status = reading.text(resource, "status", where, needed=True)
    if status not in STATUSES:
        raise Problem(422, "Statut attendu : active ou inactive.", code="value", where=where)
    span = resource.get("period") or {}
    start, end = (reading.text(span, name, f"{where}.period") for name in ("start", "end"))
    _, patient = reading.reference(resource.get("subject"), f"{where}.subject")
    parts = reading.listed(resource, "participant", where)
    return TeamRecord(
        id=reading.text(resource, "id", where),
        number=_number(reading.text(meta, "versionId", f"{where}.meta")),
        at=_moment(reading.text(meta, "lastUpdated", f"{where}.meta"), where),
        patient=patient,
        organization=_organization(resource),
        status=status,
        start=_moment(start, f"{where}.period.start"),
        end=_moment(end, f"{where}.period.end") if end else None,
        parts=tuple(part_of(one, f"{where}.participant[{at}]") for at, one in enumerate(parts)),
        closing=_closing(resource) if status == "inactive" else "",
    )


def _closing(resource: dict[str, Any]) -> str:
    """Why it closed, where it says so."""
    told = reading.listed(resource, "extension", "CareTeam")
    reasons = (reading.text(one, "valueCode", "CareTeam.extension") for one in told
               if one.get("url") == CLOSING)  # fmt: skip
    return next(reasons, "")


_EPOCH: Final = "1970-01-01T00:00:00+00:00"


def _moment(value: str, where: str) -> datetime:
    return reading.moment(value or _EPOCH, where)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _organization(resource: dict[str, Any]) -> str:
    held = reading.listed(resource, "managingOrganization", "CareTeam")
    return reading.reference(held[0], "CareTeam.managingOrganization")[1] if held else ""


def part_of(one: dict[str, Any], where: str) -> TeamPart:
    """One participant; her part is one of ours, by its code."""
    kind, who = reading.reference(one.get("member"), f"{where}.member")
    if kind and kind not in _BACK:
        raise Problem(422, "Un membre est PractitionerRole, RelatedPerson ou Organization.",
                      code="value", where=f"{where}.member")  # fmt: skip
    span = one.get("period") or {}
    start, end = (reading.text(span, name, f"{where}.period") for name in ("start", "end"))
    return TeamPart(
        id=reading.text(one, "id", where),
        kind=_BACK.get(kind, "related"),
        who=who,
        role=_role(one, where),
        start=_day(start, f"{where}.period.start"),
        end=reading.day(end, f"{where}.period.end") if end else None,
    )


def _day(value: str, where: str) -> date:
    if not value:
        raise Problem(422, "Le premier jour est attendu.", code="required", where=where)
    return reading.day(value, where)


def _role(one: dict[str, Any], where: str) -> str:
    for code in reading.coded(one, "role", where, system=ROLES):
        if code in PARTS:
            return code
    raise Problem(
        422, f"Rôle attendu, du système {ROLES} : {', '.join(PARTS)}.", code="code-invalid",
        where=f"{where}.role",
    )  # fmt: skip
