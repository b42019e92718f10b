"""A search of circles: parameters read once, then one test of each circle."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from maillon.apps.care.queries import TeamRecord
from maillon.apps.directory.queries.exchange import organization_ids, role_ids
from maillon.interop.fhir import dates
from maillon.interop.fhir.careteam import KINDS
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import PERSONS, PRACTITIONERS, STRUCTURES, UUIDS

__all__ = ["INCLUDES", "PARAMETERS", "Asked", "read"]

Test = Callable[[TeamRecord], bool]
MOST: Final = 200
USUAL: Final = 50
STATUSES: Final = frozenset({"proposed", "active", "suspended", "inactive", "entered-in-error"})
INCLUDES: Final = ("CareTeam:subject", "CareTeam:patient", "CareTeam:participant",
                   "CareTeam:managingOrganization")  # fmt: skip
_WHO: Final = re.compile(r"(?:([A-Z][A-Za-z]+)/)?([A-Za-z0-9.-]{1,64})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a test, which page of it, what comes along."""

    wanted: Test
    skip: int
    count: int
    includes: tuple[str, ...]


def read(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The search of these parameters; raises ``Problem`` for one that is unknown or unreadable."""
    tests: list[Test] = []
    skip, count, includes = 0, USUAL, []
    for name, value in pairs:
        if name == "_count":
            count = min(_number(name, value), MOST)
        elif name == "_offset":
            skip = _number(name, value)
        elif name == "_include":
            includes.append(_include(value))
        elif name != "_format":
            tests.append(_test(name, value))
    return Asked(lambda team: all(test(team) for test in tests), skip, count, tuple(includes))


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise Problem(400, f"« {name} » attend un nombre.", code="value")
    return int(value)


def _include(value: str) -> str:
    if value not in INCLUDES:
        raise Problem(400, f"« _include » connaît : {', '.join(INCLUDES)}.", code="not-supported")
    return value


def _test(name: str, value: str) -> Test:
    """One parameter, its values separated by commas: one of them is enough."""
    build = PARAMETERS.get(name)
    if build is None:
        raise Problem(400, f"Le paramètre « {name[:80]} » n’est pas connu. Ceux qui le sont : "
                           f"{', '.join(PARAMETERS)}.", code="not-supported")  # fmt: skip
    if not value:
        raise Problem(400, f"« {name} » n’a pas de valeur.", code="value")
    tests = [build(name, one) for one in value.split(",")[:100]]
    return lambda team: any(test(team) for test in tests)


def _token(name: str, value: str) -> tuple[str | None, str]:
    """System (``None``: any) and value of a token."""
    system, bar, code = value.rpartition("|")
    return (system if bar else None), code


def _id(_: str, value: str) -> Test:
    return lambda team: team.id == value


def _identifier(name: str, value: str) -> Test:
    system, code = _token(name, value)
    return lambda team: system in (None, UUIDS) and code == f"urn:uuid:{team.id}"


def _status(name: str, value: str) -> Test:
    _, code = _token(name, value)
    if code not in STATUSES:
        raise Problem(400, f"« status » connaît : {', '.join(sorted(STATUSES))}.", code="value")
    return lambda team: team.status == code


def _start(name: str, value: str) -> Test:
    test = dates.matches(name, value)
    return lambda team: test(dates.instant_span(team.start))


def _end(name: str, value: str) -> Test:
    test = dates.matches(name, value)
    return lambda team: team.end is not None and test(dates.instant_span(team.end))


def _updated(name: str, value: str) -> Test:
    test = dates.matches(name, value)
    return lambda team: test(dates.instant_span(team.at))


def _part_start(name: str, value: str) -> Test:
    test = dates.matches(name, value)
    return lambda team: any(test(dates.day_span(part.start)) for part in team.parts)


def _part_end(name: str, value: str) -> Test:
    test = dates.matches(name, value)
    return lambda team: any(part.end and test(dates.day_span(part.end)) for part in team.parts)


def _who(name: str, value: str, kinds: Iterable[str]) -> tuple[str, str]:
    found = _WHO.fullmatch(value)
    if found is None or (found[1] and found[1] not in kinds):
        raise Problem(400, f"« {name} » attend une référence : {' ou '.join(kinds)}.", code="value")
    return found[1] or "", found[2]


def _patient(name: str, value: str) -> Test:
    _, who = _who(name, value, ("Patient",))
    return lambda team: team.patient == who


def _patient_identifier(name: str, value: str) -> Test:
    """Our own number of the person. Her national one stands in no address: ask by her id."""
    system, code = _token(name, value)
    if system not in (None, PERSONS):
        raise Problem(400, f"« {name} » connaît le système {PERSONS} : un numéro national ne passe "
                           "pas dans une adresse.", code="not-supported")  # fmt: skip
    return lambda team: team.patient == code


def _participant(name: str, value: str) -> Test:
    kind, who = _who(name, value, tuple(KINDS.values()))
    wanted = name.partition(":")[2] or kind
    return lambda team: any(
        part.who == who and (not wanted or KINDS[part.kind] == wanted) for part in team.parts
    )


def _practitioner(name: str, value: str) -> Test:
    system, code = _token(name, value)
    known = role_ids([code]) if system in (None, PRACTITIONERS) else frozenset[UUID]()
    ids = {str(pk) for pk in known}
    return lambda team: any(part.kind == "role" and part.who in ids for part in team.parts)


def _structures(name: str, value: str) -> set[str]:
    system, code = _token(name, value)
    found = organization_ids([code]) if system in (None, STRUCTURES) else ()
    return {str(pk) for pk in found}


def _house(name: str, value: str) -> Test:
    ids = _structures(name, value)
    return lambda team: any(part.kind == "organization" and part.who in ids for part in team.parts)


def _managing(name: str, value: str) -> Test:
    _, who = _who(name, value, ("Organization",))
    return lambda team: team.organization == who


def _managing_identifier(name: str, value: str) -> Test:
    ids = _structures(name, value)
    return lambda team: team.organization in ids


PARAMETERS: Final[dict[str, Callable[[str, str], Test]]] = {
    "_id": _id,
    "_lastUpdated": _updated,
    "identifier": _identifier,
    "status": _status,
    "start": _start,
    "end": _end,
    "patient": _patient,
    "subject": _patient,
    "patient.identifier": _patient_identifier,
    "participant": _participant,
    "participant:PractitionerRole": _participant,
    "participant:RelatedPerson": _participant,
    "participant:Organization": _participant,
    "participant:PractitionerRole.practitioner.identifier": _practitioner,
    "participant:Organization.identifier": _house,
    "participant-start": _part_start,
    "participant-end": _part_end,
    "managingOrganization": _managing,
    "managingOrganization.identifier": _managing_identifier,
}
