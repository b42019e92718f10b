"""A program that asks: a circle it may read, one it may not, and what it sends."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from maillon.apps.accounts.clients import open_client
from maillon.apps.care.actions import NewWord
from maillon.apps.care.models import CareTeam
from maillon.interop.fhir.entering import MEDIA
from maillon.interop.fhir.systems import ROLES, WORDS
from maillon.kernel.access import SYSTEM
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING

__all__ = ["Asker", "asker", "bundled", "changed", "creation", "creation_with", "furnished",
           "participant", "posted", "put"]  # fmt: skip

RECOGNISED = NewWord("recognised", "voice")


@dataclass
class Asker:
    """The program of one structure."""

    world: CircleWorld
    token: str
    client_id: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def team(self) -> CareTeam:
        return CareTeam.objects.get(patient=self.world.patient)

    def get(self, path: str, **headers: str) -> Any:
        return Client().get(f"/fhir/{path}", headers={**self.headers, **headers})

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def send(self, bundle: Any, content_type: str = MEDIA) -> Any:
        body = bundle if isinstance(bundle, bytes | str) else json.dumps(bundle)
        return Client().post("/fhir/", body, content_type=content_type, headers=self.headers)


def asker(world: CircleWorld) -> Asker:
    pk, token = open_client(
        organization_id=world.house.pk, name="Logiciel d’essai", by=SYSTEM, now=MORNING
    )
    return Asker(world, token, str(pk))


def furnished(name: str = "DAC d’essai", **more: Any) -> Asker:
    """A circle with a professional, a structure and a daughter; its structure's program."""
    world = circle_world(name, **more)
    world.join("gp", RECOGNISED, practitioner_role_id=world.gp.pk)
    world.join("family", NewWord("agreed", "phone"), name="Sa fille, Lucie", phone="+33199001122")
    return asker(world)


def participant(kind: str, pk: Any, role: str, start: str = "2026-11-25") -> dict[str, Any]:
    return {
        "role": [{"coding": [{"system": ROLES, "code": role}]}],
        "member": {"reference": f"{kind}/{pk}"}, "period": {"start": start},
    }  # fmt: skip


def posted(resource: dict[str, Any], url: str = "", **request: str) -> dict[str, Any]:
    return {
        "resource": resource, **({"fullUrl": url} if url else {}),
        "request": {"method": "POST", "url": resource["resourceType"], **request},
    }  # fmt: skip


def changed(resource: dict[str, Any], version: str = "") -> dict[str, Any]:
    """An entry that replaces this version of it."""
    request = {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}
    return {
        "resource": resource,
        "request": {**request, "ifMatch": f'W/"{version}"'} if version else request,
    }


def bundled(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}


def put(resource: dict[str, Any], version: str = "") -> dict[str, Any]:
    """A transaction that replaces one resource."""
    return bundled(changed(resource, version))


def creation(asked: Asker, **request: str) -> dict[str, Any]:
    """A person, her word, her circle with her doctor."""
    return creation_with(f"PractitionerRole/{asked.world.gp.pk}", **request)


def creation_with(doctor: str, **request: str) -> dict[str, Any]:
    """The same, the doctor told by her reference."""
    kind, _, pk = doctor.partition("/")
    who = {"reference": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}
    person = {
        "resourceType": "Patient", "gender": "female", "birthDate": "1938-02-01",
        "name": [{"use": "official", "family": "Marchand", "given": ["Odette"]}],
        "telecom": [{"system": "phone", "value": "+33199001199"}],
    }  # fmt: skip
    word = {
        "resourceType": "Consent", "status": "active", "patient": who,
        "category": [{"coding": [{"system": WORDS, "code": "informed"}]}],
        "dateTime": MORNING.isoformat(),
    }  # fmt: skip
    team = {
        "resourceType": "CareTeam", "status": "active", "subject": who,
        "participant": [participant(kind, pk, "gp")],
    }  # fmt: skip
    return bundled(posted(team), posted(person, who["reference"], **request), posted(word))
