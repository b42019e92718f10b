"""AUD-1: whoever reads something about a person leaves a line: who, when, what, on what ground."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillon.kernel import clock
from maillon.kernel.access import Relation
from maillon.kernel.models import AccessLogEntry
from tests.access import cast
from tests.access.canaries import FREE, IDENTITY
from tests.access.cases import CASES
from tests.access.cast import LATER, Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
READERS = {
    "agent": {"D", "–"},
    "carer": {"A", "T", "–"},  # T: around the person of her light team
    "requester": {"R"},
    "coordinator": {"T", "C", "–"},
}
CELLS = [
    (name, method, person)
    for name, case in CASES.items()
    for method in ("get", "post")
    if getattr(case, method) is not None
    for person in READERS
]
FROM = "192.0.2.77"


@pytest.fixture(scope="module")
def tenant(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tenant]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(LATER):
            yield cast.here()
        transaction.set_rollback(True)


def read(tenant: Tenant, name: str, method: str, person: str) -> tuple[str, list[AccessLogEntry]]:
    """The page, less what was typed to ask for it, and the lines it left."""
    client, case = Client(REMOTE_ADDR=FROM), CASES[name]
    client.force_login(tenant.people[person])
    given = dict((case.get if method == "get" else case.post)(tenant))  # type: ignore[misc]
    with transaction.atomic():
        known = set(AccessLogEntry.objects.values_list("pk", flat=True))
        answer = getattr(client, method)(reverse(name, kwargs=dict(case.path(tenant))), given)
        left = list(AccessLogEntry.objects.exclude(pk__in=known))
        transaction.set_rollback(True)
    body = answer.content.decode(errors="replace")  # a file may come back
    for typed in given.values():
        body = body.replace(str(typed), "")
    return body, left


@pytest.mark.parametrize(("name", "method", "person"), CELLS)
def test_a_page_that_shows_somebody_leaves_a_line(
    tenant: Tenant, name: str, method: str, person: str
) -> None:
    body, left = read(tenant, name, method, person)
    if tenant.words.seen_in(body) & (IDENTITY | FREE):
        assert [line for line in left if line.patient_id], "shown, and nothing written down"
    for line in left:
        assert (line.viewer_kind, line.at, line.origin) == ("account", LATER, FROM)
        assert line.viewer_id == str(tenant.people[person].pk)
        assert line.relation in READERS[person]
        assert line.ground
        assert line.organization_id == tenant.world.desk.organization_id


def test_the_lines_name_relation_ground_and_fields(tenant: Tenant) -> None:
    _, sheet = read(tenant, "request", "get", "agent")
    assert {(line.relation, line.ground) for line in sheet} == {("D", "desk_request")}
    assert "identity" in sheet[0].fields
    _, detail = read(tenant, "my-care-detail", "post", "carer")
    assert {(line.relation, line.ground) for line in detail} == {("A", "accepted_offer")}
    _, hers = read(tenant, "my-requests", "get", "requester")
    assert {line.relation for line in hers} == {Relation.REQUESTER.value}
