"""Any call of what the CapabilityStatement declares is answered in FHIR: Schemathesis plays it
against a real server, with the secret of a program and without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
import schemathesis
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from maillon.interop.fhir.capability import capability
from maillon.interop.fhir.entering import MEDIA
from tests import databases
from tests.factories.desk import MORNING
from tests.interop.fhir.clients_scene import COMMANDS, HOUSE
from tests.processes import serving

pytestmark = [pytest.mark.faults, pytest.mark.slow]
Case = schemathesis.Case[Any]
# What is good or bad inside a Bundle or a parameter is judged elsewhere (test_hostile.py).
NOT_ASKED: Final = [ignored_auth, negative_data_rejection, positive_data_acceptance]
WHERE: Final = {
    "read": "/fhir/{kind}/{{id}}",
    "vread": "/fhir/{kind}/{{id}}/_history/{{vid}}",
    "history-instance": "/fhir/{kind}/{{id}}/_history",
    "search-type": "/fhir/{kind}",
}
BUNDLES: Final = ("history-instance", "search-type")
EXAMPLES: Final = {"date": "ge2026-11-25", "token": "active", "reference": "1"}


def shaped(kind: str, *more: str) -> dict[str, Any]:
    said = {"resourceType": {"const": kind}}
    return {"type": "object", "required": ["resourceType", *more], "properties": said}


def answers(kind: str) -> dict[str, Any]:
    """A resource of this kind, or an OperationOutcome that says why not."""
    told = {"200": shaped(kind), "4XX": shaped("OperationOutcome", "issue")}
    return {
        status: {"description": status, "content": {MEDIA: {"schema": schema}}}
        for status, schema in told.items()
    }


def parameter(name: str, where: str, example: str = "1") -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1}
    required = where == "path"
    return {"name": name, "in": where, "required": required, "example": example, "schema": schema}


def parameters(code: str, resource: dict[str, Any]) -> list[dict[str, Any]]:
    if code == "search-type":
        told = resource["searchParam"]
        return [parameter(one["name"], "query", EXAMPLES[one["type"]]) for one in told]
    names = ("id", "vid") if code == "vread" else ("id",)
    return [parameter(name, "path") for name in names]


def described() -> dict[str, Any]:
    """The CapabilityStatement, as OpenAPI."""
    whole = {"content": {MEDIA: {"schema": shaped("Bundle", "type", "entry")}}}
    paths: dict[str, Any] = {
        "/fhir/metadata": {"get": {"responses": answers("CapabilityStatement")}},
        "/fhir/": {"post": {"requestBody": whole, "responses": answers("Bundle")}},
    }
    for one in capability("http://127.0.0.1/fhir/", MORNING)["rest"][0]["resource"]:
        for code in {each["code"] for each in one["interaction"]} & set(WHERE):
            paths[WHERE[code].format(kind=one["type"])] = {"get": {
                "parameters": parameters(code, one),
                "responses": answers("Bundle" if code in BUNDLES else one["type"]),
            }}  # fmt: skip
    paths["/fhir/metadata"]["get"]["security"] = []
    return {
        "openapi": "3.1.0", "info": {"title": "FHIR", "version": "R4"}, "paths": paths,
        "security": [{"secret": []}],
        "components": {"securitySchemes": {"secret": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


FHIR = schemathesis.openapi.from_dict(
    described(),
    config=schemathesis.Config.from_dict(
        {
            "generation": {
                "deterministic": True,
                "max-examples": 5,
                "database": "none",
                "with-security-parameters": False,  # the program's own
            }
        }
    ),
)


@dataclass(frozen=True)
class Served:
    """A server at work and the secret of a program."""

    address: str
    token: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    database = databases.copy(COMMANDS)
    told = databases.run(database, "client", "open", HOUSE, "Client étranger")
    with serving(database, tmp_path_factory.mktemp("fhir")) as web:
        yield Served(web.address, told.split()[-1])
    databases.drop(database)


@FHIR.parametrize()
def test_any_call_is_answered_in_fhir(case: Case, served: Served) -> None:
    bearer = {"Authorization": f"Bearer {served.token}"}
    answer = case.call(base_url=served.address, headers=bearer)
    case.validate_response(answer, excluded_checks=NOT_ASKED)
    assert answer.status_code != 401


@FHIR.exclude(path="/fhir/metadata").parametrize()
def test_without_a_secret_any_call_is_401(case: Case, served: Served) -> None:
    answer = case.call(base_url=served.address)
    case.validate_response(answer, excluded_checks=NOT_ASKED)
    assert answer.status_code == 401
