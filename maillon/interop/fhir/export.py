"""All that is held about one person, as a Bundle that another system can read (DAT-5)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.care.queries import PersonExport
from maillon.apps.care.queries.reads import ReadRow
from maillon.apps.directory.queries import exchange
from maillon.errors import NotFound
from maillon.interop.fhir import bundles, registers
from maillon.interop.fhir.careteam import careteam
from maillon.interop.fhir.person import patient, related
from maillon.interop.fhir.plan import careplan, goals
from maillon.interop.fhir.treatments import statements
from maillon.interop.fhir.words import consent

__all__ = ["person_bundle"]

Resource = dict[str, Any]


def person_bundle(told: PersonExport, base: str, now: datetime) -> Resource:
    """Her identity, circles, words, project, those around her, and who read."""
    return bundles.collection(base, _resources(told), now)


def _resources(told: PersonExport) -> Iterator[Resource]:
    yield patient(told.person)
    yield from (careteam(one) for one in told.teams)
    yield from (related(one) for one in told.related)
    yield from (consent(one) for one in told.words)
    if told.plan is not None:
        yield careplan(told.plan_id, told.person.id, told.plan)
        yield from goals(told.person.id, told.plan)
    if told.medication is not None:
        yield from statements(told.person.id, told.medication)
    yield from _around(told)
    yield from (_read(told, at, one) for at, one in enumerate(told.file.reads, 1))


def _around(told: PersonExport) -> Iterator[Resource]:
    """The professionals and structures that her circles name, each once."""
    named = {(part.kind, part.who): None for team in told.teams for part in team.parts}
    named[("organization", told.person.organization)] = None
    for kind, who in named:
        try:
            if kind == "role":
                yield registers.practitioner_role(exchange.role_record(UUID(who)))
            elif kind == "organization":
                yield registers.organization(exchange.organization_record(UUID(who)))
        except NotFound:  # gone from its register since
            continue


def _read(told: PersonExport, at: int, one: ReadRow) -> Resource:
    """One who read, on one day."""
    return {
        "resourceType": "AuditEvent",
        "id": f"lecture-{at}",
        "type": {
            "system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest",
        },
        "action": "R",
        "period": {"start": one.first_at.isoformat(), "end": one.last_at.isoformat()},
        "recorded": one.last_at.isoformat(),
        "outcome": "0",
        "agent": [{"who": {"display": one.name}, "requestor": True}],
        "source": {"observer": {"display": told.file.organization}},
        "entity": [{"what": {"reference": f"Patient/{told.person.id}"}}],
    }  # fmt: skip
