"""What is answered to a program: one function per interaction, none of which knows HTTP."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from maillon.apps.care import queries
from maillon.apps.care.queries import TeamRecord
from maillon.apps.directory.queries import exchange
from maillon.errors import NotFound
from maillon.interop.fhir import bundles, lists, registers, search
from maillon.interop.fhir.bundles import Answer
from maillon.interop.fhir.careteam import KINDS, careteam
from maillon.interop.fhir.person import patient, related
from maillon.interop.fhir.words import consent
from maillon.kernel.access import ClientViewer

__all__ = ["READERS", "history", "listed", "read", "searched", "vread"]

Resource = dict[str, Any]
Reader = Callable[[ClientViewer, UUID, datetime], Resource]

READERS: Final[dict[str, Reader]] = {
    "CareTeam": lambda viewer, pk, now: careteam(queries.team_record(viewer, pk, now=now)),
    "Patient": lambda viewer, pk, now: patient(queries.person_record(viewer, pk, now=now)),
    "RelatedPerson": lambda viewer, pk, now: related(queries.related_record(viewer, pk, now=now)),
    "Consent": lambda viewer, pk, now: consent(queries.word_record(viewer, pk, now=now)),
    "CarePlan": lists.careplan_of,
    "Goal": lists.goal_of,
    "MedicationStatement": lists.statement_of,
    "PractitionerRole": lambda _, pk, __: registers.practitioner_role(exchange.role_record(pk)),
    "Practitioner": lambda _, pk, __: registers.practitioner(exchange.practitioner_record(pk)),
    "Organization": lambda _, pk, __: registers.organization(exchange.organization_record(pk)),
}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def read(viewer: ClientViewer, kind: str, pk: str, now: datetime) -> Answer:
    """One resource as it is."""
    return _versioned(READERS[kind](viewer, _uuid(pk), now))


def vread(viewer: ClientViewer, pk: str, number: str, now: datetime) -> Answer:
    """A circle as it was."""
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise NotFound
    return _versioned(careteam(queries.team_version(viewer, _uuid(pk), int(number), now=now)))


def _versioned(resource: Resource) -> Answer:
    version = resource.get("meta", {}).get("versionId")
    return Answer(resource, headers={"ETag": f'W/"{version}"'} if version else {})


def history(viewer: ClientViewer, pk: str, base: str, now: datetime) -> Answer:
    """Every version of a circle."""
    versions = queries.team_history(viewer, _uuid(pk), now=now)
    link = f"{base}CareTeam/{pk}/_history"
    return Answer(bundles.history(base, [careteam(one) for one in versions], link))


def searched(
    viewer: ClientViewer, pairs: list[tuple[str, str]], base: str, now: datetime
) -> Answer:
    """A page of the circles that the program may read and its parameters keep."""
    asked = search.read(pairs)
    found = queries.find_teams(viewer, asked.wanted, skip=asked.skip, most=asked.count, now=now)
    along = _along(viewer, found.teams, asked.includes, now)
    links = {"self": _link(base, "CareTeam", pairs)}
    if asked.count and found.total > asked.skip + asked.count:
        links["next"] = _link(base, "CareTeam", pairs, asked.skip + asked.count)
    teams = [careteam(one) for one in found.teams]
    return Answer(bundles.searchset(base, found.total, teams, along, links))


def listed(
    viewer: ClientViewer, kind: str, pairs: list[tuple[str, str]], base: str, now: datetime
) -> Answer:
    """What is held of one person, of one kind."""
    found = lists.listed(viewer, kind, pairs, now)
    links = {"self": _link(base, kind, pairs)}
    return Answer(bundles.searchset(base, len(found), found, (), links))


def _link(base: str, kind: str, pairs: list[tuple[str, str]], skip: int | None = None) -> str:
    if skip is not None:
        pairs = [one for one in pairs if one[0] != "_offset"] + [("_offset", str(skip))]
    return f"{base}{kind}" + (f"?{urlencode(pairs)}" if pairs else "")


def _along(
    viewer: ClientViewer, teams: Iterable[TeamRecord], includes: tuple[str, ...], now: datetime
) -> list[Resource]:
    """What the circles refer to, each once."""
    wanted: dict[tuple[str, str], None] = {}
    for team in teams:
        for one in includes:
            wanted |= dict.fromkeys(_referred(team, one.partition(":")[2]))
    found = []
    for kind, pk in wanted:
        try:
            found.append(READERS[kind](viewer, _uuid(pk), now))
        except NotFound:  # gone from its register since
            continue
    return found


def _referred(team: TeamRecord, name: str) -> list[tuple[str, str]]:
    if name == "participant":
        return [(KINDS[part.kind], part.who) for part in team.parts]
    if name == "managingOrganization":
        return [("Organization", team.organization)]
    return [("Patient", team.patient)]
