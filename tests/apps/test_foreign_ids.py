"""ACC-3, ACC-6: another tenant's ids in every form field, and fields that nobody asked for.

Whatever is posted from one tenant, the other one stays as it was and none of its words come out.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from maillon.apps.desk.models import Draft, Handover, ServiceRequest
from maillon.kernel import clock
from tests.access import cast
from tests.access.cases import CASES
from tests.access.cast import LATER, Tenant
from tests.factories.desk import person_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
WATCHED = ("care", "desk", "tasks", "messaging", "accounts")
POSTS = [name for name, case in CASES.items() if case.post is not None]
GETS = [name for name, case in CASES.items() if case.get is not None]
NEVER_CHANGED = (
    "desk_id", "organization_id", "day", "number", "reference", "patient_id", "requester_id",
    "requester_kind", "received_at", "synthetic", "commune_id", "urgency",
)  # fmt: skip


@pytest.fixture(scope="module")
def tenants(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Tenant, Tenant]]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(LATER):
            yield cast.here(), cast.there()
        transaction.set_rollback(True)


def rows(only: Collection[str] = ()) -> dict[tuple[str, Any], tuple[Any, ...]]:
    """Every row of the rooms that hold people, as the database holds it; of these tables only."""
    found: dict[tuple[str, Any], tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            if only and table not in only:
                continue
            named = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'SELECT {named} FROM "{table}"')  # noqa: S608  (our own tables)
            found |= {(table, row[0]): row for row in cursor.fetchall()}
    return found


def _tables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each table, its key first; when somebody last signed in changes with every request."""
    for label in WATCHED:
        for model in apps.get_app_config(label).get_models():
            fields = (f for f in model._meta.concrete_fields if f.attname != "last_login")
            names = sorted((not f.primary_key, str(f.column)) for f in fields)
            yield model._meta.db_table, tuple(name for _, name in names)


TABLES = dict(_tables())


def ids(tenant: Tenant) -> dict[str, UUID]:
    """Everything of a tenant that has an id, by the names a form could give it."""
    request = tenant.one("searching")
    return {
        "desk": tenant.world.desk.pk,
        "organization": tenant.world.desk.organization_id,
        "draft": tenant.draft_id,
        "handover": tenant.handover_id,
        "suite": tenant.handover_id,
        "request": request.pk,
        "demande": request.pk,
        "patient": person_of(request).pk,
        "requester": request.requester_id,
        "need": tenant.need("searching").pk,
        "offer": tenant.offer("searching").pk,
        "assignment": tenant.assignment("found").pk,
        "callback": tenant.callback("found", "found").pk,
        "account": tenant.world.agent.pk,
        "owner": tenant.world.agent.pk,
    }


def send(tenant: Tenant, name: str, method: str, given: Mapping[str, Any]) -> tuple[int, str]:
    """As the agent of this tenant, on her own object."""
    client = Client(raise_request_exception=False)
    client.force_login(tenant.people["carer" if name.startswith("my-") else "agent"])
    address = reverse(name, kwargs=dict(CASES[name].path(tenant)))
    answer = getattr(client, method)(address, dict(given))
    return answer.status_code, answer.content.decode(errors="replace") + str(
        answer.headers.get("Location", "")
    )


@pytest.mark.parametrize("name", POSTS)
def test_every_field_posted_with_a_stranger_s_id_opens_and_changes_nothing_of_hers(
    tenants: tuple[Tenant, Tenant], name: str
) -> None:
    mine, other = tenants
    post = CASES[name].post
    assert post is not None
    before = {key: row for key, row in rows().items() if belongs(key, row, other)}
    assert len(before) > 20
    theirs = {table for table, _ in before}
    for field, foreign in ids(other).items():
        with transaction.atomic():
            status, body = send(mine, name, "post", {**post(mine), field: foreign})
            after = rows(theirs)
            transaction.set_rollback(True)
        assert status < 500, (field, status)
        assert other.words.seen_in(body) == set(), field
        assert {key: after.get(key) for key in before} == before, field


def belongs(key: tuple[str, Any], row: tuple[Any, ...], tenant: Tenant) -> bool:
    """Whether a row is of that tenant, as far as its own columns say."""
    said = dict(zip(TABLES[key[0]], map(_plain, row), strict=True))
    house, desk = _plain(tenant.world.desk.organization_id), _plain(tenant.world.desk.pk)
    requests = {_plain(request.pk) for request in tenant.requests.values()}
    return (
        said.get("organization_id") == house
        or said.get("desk_id") == desk
        or said.get("request_id") in requests
        or said.get("id") == desk
    )


def _plain(value: Any) -> Any:
    """A key as every database writes it."""
    return value.hex if isinstance(value, UUID) else value


@pytest.mark.parametrize("name", GETS)
def test_every_query_with_a_stranger_s_id_shows_nothing_of_hers(
    tenants: tuple[Tenant, Tenant], name: str
) -> None:
    mine, other = tenants
    known = {**ids(other), "q": other.words["birth_name"], "qui": other.world.agent.pk}
    for field, foreign in known.items():
        status, body = send(mine, name, "get", {**CASES[name].get(mine), field: foreign})  # type: ignore[misc]
        assert status < 500, (field, status)
        assert other.words.seen_in(body.replace(other.words["birth_name"], "")) == set(), field
        assert other.one("searching").reference == mine.one("searching").reference


def said(row: ServiceRequest) -> dict[str, Any]:
    """What it holds, words opened."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("name", [name for name in POSTS if name.startswith(("request", "need"))])
def test_fields_that_nobody_asked_for_change_nothing(
    tenants: tuple[Tenant, Tenant], name: str
) -> None:
    mine, other = tenants
    post = CASES[name].post
    assert post is not None
    extra: dict[str, Any] = {
        f"{field}_id": value for field, value in ids(other).items() if field != "organization"
    }
    extra |= {
        "organization_id": other.world.desk.organization_id, "number": 999, "urgency": "planned",
        "received_at": "2020-01-01", "closed_at": "2020-01-01", "synthetic": "",
        "day": "2020-01-01",
        "reference": "0000-000", "requester_kind": "person", "is_superuser": "on", "by": "system",
        "now": "2020-01-01", "state": "accepted", "lane": "closed", "viewer": "system",
        "commune": "26107", "commune_id": "26107", "channel": "link",
    }  # fmt: skip
    kept = {}
    for added in ({}, extra):
        with transaction.atomic():
            send(mine, name, "post", {**post(mine), **added})
            kept[bool(added)] = {row.pk: said(row) for row in ServiceRequest.objects.all()}
            transaction.set_rollback(True)
    assert kept[True] == kept[False]
    for request in mine.requests.values():
        row = kept[True][request.pk]
        fresh = ServiceRequest.objects.get(pk=request.pk)
        assert {n: row[n] for n in NEVER_CHANGED} == {n: getattr(fresh, n) for n in NEVER_CHANGED}


def test_an_urgent_call_under_the_id_of_somebody_else_s_is_not_found(
    tenants: tuple[Tenant, Tenant],
) -> None:
    mine, other = tenants
    for taken in (other.handover_id, mine.handover_id):
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            client.force_login(mine.people["lead"])
            answer = client.post(reverse("urgent"), {"handover": taken})
            transaction.set_rollback(True)
        assert answer.status_code == 404
    assert Handover.objects.count() == 2


def test_a_colleague_s_draft_is_neither_read_nor_written(tenants: tuple[Tenant, Tenant]) -> None:
    mine, _ = tenants
    client = Client(raise_request_exception=False)
    client.force_login(mine.people["lead"])
    seen = client.get(reverse("intake"), {"draft": str(mine.draft_id)}).content.decode()
    assert mine.words["draft"] not in seen
    with transaction.atomic():
        answer = client.post(
            reverse("intake-draft"),
            {"draft": mine.draft_id, "desk": mine.world.desk.pk, "note": "autre chose"},
        )
        transaction.set_rollback(True)
    assert answer.status_code == 404
    assert mine.words["draft"] in Draft.objects.get(pk=mine.draft_id).payload


@pytest.mark.parametrize("kind", ["chosen", "refused"])
def test_a_carer_who_does_not_exist_is_not_found(tenants: tuple[Tenant, Tenant], kind: str) -> None:
    mine, _ = tenants
    with transaction.atomic():
        status, _body = send(mine, "need-carer-said", "post", {"responder": uuid4(), "kind": kind})
        transaction.set_rollback(True)
    assert status == 404
