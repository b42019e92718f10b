"""Clients that others wrote drive our server: what they read, search and write, they understand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.careplan import CarePlan
from fhirclient.models.careteam import CareTeam
from fhirclient.models.goal import Goal
from fhirclient.models.medicationstatement import MedicationStatement
from fhirclient.models.patient import Patient
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, OperationOutcome, ResourceNotFound

from tests import databases
from tests.interop.fhir import asking
from tests.interop.fhir.clients_scene import COMMANDS, HOUSE
from tests.processes import serving

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Served:
    """A server at work and the secret of a program."""

    root: str
    token: str

    @property
    def fhirpy(self) -> Any:
        return SyncFHIRClient(self.root, authorization=f"Bearer {self.token}")

    @property
    def fhirclient(self) -> Any:
        server = FHIRClient({"app_id": "essai", "api_base": self.root}).server
        server.session.headers["Authorization"] = f"Bearer {self.token}"
        return server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    database = databases.copy(COMMANDS)
    told = databases.run(database, "client", "open", HOUSE, "Client étranger")
    with serving(database, tmp_path_factory.mktemp("fhir")) as web:
        yield Served(f"{web.address}/fhir", told.split()[-1])
    databases.drop(database)


def test_fhirpy_reads_searches_and_is_told_what_it_may_not(served: Served) -> None:
    client = served.fhirpy
    known = client.resources("CareTeam").search(status="active").fetch_all()
    team = min(known, key=lambda one: one["meta"]["lastUpdated"])  # hers was there before all
    read = client.get("CareTeam", team.id)
    assert [one["id"] for one in read["participant"]] == [one["id"] for one in team["participant"]]
    person = client.reference(reference=team["subject"]["reference"]).to_resource()
    assert (person["name"][0]["family"], person["birthDate"]) == ("Fournier", "1941-05-04")
    same = client.resources("CareTeam").search(patient=person.id)
    assert [one.id for one in same.fetch_all()] == [team.id]
    assert client.resources("CareTeam").search(patient="inconnue").fetch_all() == []
    with pytest.raises(ResourceNotFound):
        client.get("CareTeam", "0" * 32)
    with pytest.raises(OperationOutcome, match="colour"):
        client.resources("CareTeam").search(colour="red").fetch_all()
    stranger = SyncFHIRClient(served.root, authorization="Bearer inconnu")
    with pytest.raises(AuthorizationError, match="jeton vivant"):
        stranger.get("CareTeam", team.id)


def test_fhirpy_brings_in_a_person_and_her_circle_at_once(served: Served) -> None:
    client = served.fhirpy
    team = next(iter(client.resources("CareTeam").search(status="active").fetch_all()))
    member = next(
        one["member"]["reference"] for one in team["participant"]
        if one["member"]["reference"].startswith("PractitionerRole/")
    )  # fmt: skip
    answer = client.execute("", method="post", data=asking.creation_with(member))
    made = answer["entry"][0]["response"]["location"]
    new = client.get("CareTeam", made.split("/")[1])
    assert next(one["member"]["reference"] for one in new["participant"]) == member
    person = client.reference(reference=new["subject"]["reference"]).to_resource()
    person["telecom"] = [{"system": "phone", "value": "01 99 00 44 55"}]
    closing = {"url": "urn:maillon:careteam-closing", "valueCode": "mistake"}
    closed = {**new, "status": "inactive", "extension": [closing]}
    changes = asking.bundled(
        asking.changed(dict(person), person["meta"]["versionId"]),
        asking.changed(closed, new["meta"]["versionId"]),
    )
    told = client.execute("", method="post", data=changes)
    assert [one["response"]["status"] for one in told["entry"]] == ["200 OK", "200 OK"]
    with pytest.raises(ResourceNotFound):
        client.get("CareTeam", new.id)


def test_fhirclient_parses_every_field_of_what_it_reads(served: Served) -> None:
    server = served.fhirclient
    teams = list(CareTeam.where({"status": "active"}).perform_resources_iter(server))
    assert teams
    for team in teams:
        again = CareTeam.read(team.id, server)
        assert again.as_json() == team.as_json()
        person = Patient.read(again.subject.reference.partition("/")[2], server)
        assert person.name[0].family
        assert person.birthDate.date.year > 1900


@pytest.mark.parametrize(("kind", "least"), [(CarePlan, 1), (Goal, 2), (MedicationStatement, 2)])
def test_fhirclient_parses_her_project_and_what_she_takes(
    served: Served, kind: Any, least: int
) -> None:
    server = served.fhirclient
    first = served.fhirpy.resources("CareTeam").search(status="active").fetch_all()
    patients = {one["subject"]["reference"] for one in first}
    found = [one for who in patients
             for one in kind.where({"patient": who}).perform_resources_iter(server)]  # fmt: skip
    assert len(found) == least
    assert all(kind.read(one.id, server).as_json() == one.as_json() for one in found)
