"""What an integrator reads of the doors of machines is what the doors do."""

import base64
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final
from urllib.parse import urlencode

import jsonschema_rs
import pytest
import yaml
from django.db import OperationalError, connection
from django.test import Client
from django.urls import resolve, reverse

from maillon.kernel import clock, heartbeat, signing
from maillon.kernel.chance import new_id
from maillon.project.machines.web import TEXT
from maillon.project.permissions import PERMISSIONS
from maillon.project.worker import NAME
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
PHONE_SECRET, SMS_SECRET = "celui du standard", "celui-de-la-passerelle"
DOORS: Final[dict[str, Any]] = yaml.safe_load(TEXT)
CALLS: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    told["operationId"]: (path, verb, told)
    for path, verbs in DOORS["paths"].items() for verb, told in verbs.items()
}  # fmt: skip
ANSWERS: Final = [(name, status) for name, call in CALLS.items() for status in call[2]["responses"]]
Asked = dict[str, Any]  # query, header, body
# What to change in the example of a call to be answered that.
CHANGED: Final[dict[tuple[str, str], dict[str, dict[str, str]]]] = {
    ("tellCall", "400"): {"body": {"at": "hier"}},
    ("tellCall", "404"): {"body": {"desk": str(new_id())}},
    ("tellCall", "413"): {"body": {"more": "x" * 20_000}},
    ("whoIsOnDuty", "404"): {"query": {"poste": str(new_id())}},
    ("tellMessage", "400"): {"body": {"type": "call"}},
    ("tellMessage", "413"): {"body": {"more": "x" * 20_000}},
    ("tellMessage", "422"): {"body": {"from": "Maillon"}},
    ("tellKannelText", "400"): {"query": {"id": ""}},
    ("tellKannelText", "422"): {"header": {"X-Kannel-From": "Maillon"}},
    ("tellKannelNotice", "400"): {"query": {"etat": "4"}},
}


@pytest.fixture(autouse=True)
def world(settings: Any, monkeypatch: pytest.MonkeyPatch) -> DeskWorld:
    settings.MAILLON_PHONE_SECRET, settings.MAILLON_SMS_SECRET = PHONE_SECRET, SMS_SECRET
    settings.MAILLON_SMS_SECOND_SECRET, settings.MAILLON_SMS_PROVIDER = "", "kannel"
    monkeypatch.setattr(clock, "_source", lambda: MORNING)
    heartbeat.beat(NAME, MORNING)
    return situations.saint_chamond()


def whole(place: dict[str, Any]) -> dict[str, Any]:
    """The thing itself, or what a reference leads to."""
    found: Any = DOORS if "$ref" in place else place
    for name in place.get("$ref", "").split("/")[1:]:
        found = found[name]
    return dict(found)


def values(media: dict[str, Any]) -> list[Any]:
    """The examples of a body."""
    several = [one["value"] for one in media.get("examples", {}).values()]
    return [media["example"]] if "example" in media else several


def valid(value: Any, schema: dict[str, Any]) -> bool:
    judge = {"components": DOORS["components"], "allOf": [schema]}
    return bool(jsonschema_rs.validator_for(judge, validate_formats=True).is_valid(value))


def examples(name: str, world: DeskWorld) -> Iterator[Asked]:
    """The calls that the description shows, for a desk that is there."""
    told = CALLS[name][2]
    asked: Asked = {"query": {}, "header": {}}
    for one in told.get("parameters", []):
        asked[one["in"]][one["name"]] = one["example"]
    if "poste" in asked["query"]:
        asked["query"]["poste"] = str(world.desk.pk)
    for media in told.get("requestBody", {"content": {"": {"example": ""}}})["content"].values():
        for body in values(media):
            here = {"desk": str(world.desk.pk)} if "desk" in body else {}
            yield {**asked, "body": {**body, **here} if isinstance(body, dict) else body}


def shown(name: str, asked: Asked, body: bytes, secret: str) -> dict[str, str]:
    """What the description says opens this door."""
    path, verb, told = CALLS[name]
    match told.get("security"):
        case [{"kannel": []}]:
            account = f"maillon:{secret or SMS_SECRET}".encode()
            return {"Authorization": f"Basic {base64.b64encode(account).decode()}"}
        case [{"timestamp": [], "signature": []}]:
            signed = body if verb == "post" else asked["query"]["poste"].encode()
            ours = SMS_SECRET if "/sms/" in path else PHONE_SECRET
            return signing.headers(secret or ours, signed, MORNING)
    return {}


def answer(name: str, asked: Asked, *, secret: str = "", verb: str = "") -> Any:
    body = asked["body"]
    raw = (json.dumps(body) if isinstance(body, dict) else body).encode()
    kinds = list(CALLS[name][2].get("requestBody", {"content": {"text/plain": {}}})["content"])
    return Client(enforce_csrf_checks=True, raise_request_exception=False).generic(
        verb or CALLS[name][1].upper(), f"{CALLS[name][0]}?{urlencode(asked['query'])}", raw,
        content_type=kinds[0], headers=asked["header"] | shown(name, asked, raw, secret),
    )  # fmt: skip


def down(*_: Any) -> None:
    raise OperationalError("the database is away")


def database(status: str) -> AbstractContextManager[Any]:
    return connection.execute_wrapper(down) if status == "503" else nullcontext()


def conforms(given: Any, told: dict[str, Any]) -> bool:
    """Whether an answer has the headers, the type and the shape that are described."""
    content = told.get("content")
    if not content:
        return bool(given.content == b"")
    kind = given.headers["Content-Type"].partition(";")[0]
    read = yaml.safe_load if kind != "text/html" else str
    named = set(told.get("headers", {})) <= {*given.headers}
    return named and valid(read(given.content.decode()), content[kind]["schema"])


def test_every_door_of_a_machine_is_described_and_nothing_else() -> None:
    machines = {name for name, permission in PERMISSIONS.items() if permission == "webhook"}
    described = {resolve(path).view_name for path in DOORS["paths"]}
    assert described == machines | {"health", "health-web", "machine-doors"}
    assert {reverse(name) for name in described} == set(DOORS["paths"])


@pytest.mark.parametrize("name", CALLS)
def test_every_example_passes_the_door(name: str, world: DeskWorld) -> None:
    path, _, told = CALLS[name]
    shown = list(examples(name, world))
    assert shown
    for asked in shown:
        given = answer(name, asked)
        assert (given.status_code, path, asked) == (200, path, asked)
        assert conforms(given, whole(told["responses"]["200"]))


@pytest.mark.parametrize(("name", "status"), ANSWERS)
def test_every_answer_that_is_described_is_given(name: str, status: str, world: DeskWorld) -> None:
    asked = next(examples(name, world))
    for part, change in CHANGED.get((name, status), {}).items():
        asked[part] = {**asked[part], **change}
    with database(status):
        given = answer(name, asked, secret="un autre" if status == "401" else "")
    assert given.status_code == int(status)
    assert conforms(given, whole(CALLS[name][2]["responses"][status]))


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("verb", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_another_verb_is_told_which_ones_are_served(name: str, verb: str, world: DeskWorld) -> None:
    if verb == CALLS[name][1].upper():
        return
    given = answer(name, next(examples(name, world)), verb=verb)
    assert (given.status_code, given.content) == (405, b"")
    assert CALLS[name][1].upper() in given.headers["Allow"]


def test_every_example_is_of_the_shape_that_is_described() -> None:
    bodies = [call[2].get("requestBody", {"content": {}})["content"] for call in CALLS.values()]
    told = [whole(CALLS[name][2]["responses"][status]) for name, status in ANSWERS]
    media = [one for content in (*bodies, *(each.get("content", {}) for each in told))
             for one in content.values()]  # fmt: skip
    judged = [(value, one["schema"]) for one in media for value in values(one)]
    assert len(judged) > 10
    assert [value for value, schema in judged if not valid(value, schema)] == []


def test_anybody_reads_the_description_from_the_installation() -> None:
    given = Client().get(reverse("machine-doors"))
    assert given.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert yaml.safe_load(given.content)["openapi"].startswith("3.1")


def test_the_signature_it_shows_is_true() -> None:
    assert signing.signature("s", "1795424400", b"{}") in DOORS["info"]["description"]
