"""ACC-5: a right removed while somebody is at work fails at her next request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.desk import actions
from maillon.kernel import clock
from tests.access import cast
from tests.access.cast import LATER, Tenant
from tests.factories.desk import TODAY

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=1)


@pytest.fixture
def tenant() -> Tenant:
    return cast.here()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def status(client: Client, name: str, *ids: UUID, at: datetime = LATER, post: bool = False) -> int:
    ask = client.post if post else client.get
    with clock.frozen(at):
        answer = ask(reverse(name, args=ids))
    if answer.headers.get("Location", "").startswith(reverse("account_login")):
        return 401
    return answer.status_code


def role_ended(tenant: Tenant, person: str) -> None:
    ScopedRole.objects.filter(account=tenant.people[person]).update(ends_on=TODAY)


def account_disabled(tenant: Tenant, person: str) -> None:
    Account.objects.filter(pk=tenant.people[person].pk).update(is_active=False)


@pytest.mark.parametrize(("end", "after"), [(role_ended, 404), (account_disabled, 401)])
@pytest.mark.parametrize(
    ("person", "route"), [("agent", "board"), ("requester", "my-requests"), ("manager", "report")]
)
def test_a_role_ended_or_an_account_disabled_closes_the_page(
    tenant: Tenant, person: str, route: str, end: Callable[[Tenant, str], None], after: int
) -> None:
    client = signed_in(tenant.people[person])
    assert status(client, route) == 200
    end(tenant, person)
    assert status(client, route) == after


def test_a_role_ended_closes_the_sheet_and_every_act_on_it(tenant: Tenant) -> None:
    client, request = signed_in(tenant.people["agent"]), tenant.one("searching")
    assert status(client, "request", request.pk) == 200
    role_ended(tenant, "agent")
    assert status(client, "request", request.pk) == 404
    assert status(client, "request-take", request.pk, post=True) == 404


def test_a_role_that_has_not_begun_opens_nothing(tenant: Tenant) -> None:
    ScopedRole.objects.filter(account=tenant.people["agent"]).update(
        starts_on=TODAY + timedelta(days=1)
    )
    assert status(signed_in(tenant.people["agent"]), "board") == 404


def test_a_carer_who_gave_the_need_back_no_longer_reads_the_person(tenant: Tenant) -> None:
    client, held = signed_in(tenant.people["carer"]), tenant.assignment("found")
    assert status(client, "my-care-detail", held.pk, post=True) == 200
    actions.withdraw_assignment(assignment_id=held.pk, reason="sick", by=tenant.world.by, now=LATER)
    for route, post in (
        ("my-care-detail", True),
        ("my-care-detail", False),
        ("my-care-begun", True),
    ):
        assert status(client, route, held.pk, post=post) == 404


def test_a_carer_whose_practitioner_is_taken_off_her_account_reads_nothing(tenant: Tenant) -> None:
    client, held = signed_in(tenant.people["carer"]), tenant.assignment("found")
    Account.objects.filter(pk=tenant.people["carer"].pk).update(practitioner=None)
    assert status(client, "my-care") == 404
    assert status(client, "my-care-detail", held.pk, post=True) == 404


def test_the_desk_reads_72_hours_after_closing_and_not_a_minute_more(tenant: Tenant) -> None:
    request = tenant.one("closed")
    assert request.closed_at
    last = request.closed_at + 72 * HOURS
    client = signed_in(tenant.people["agent"])
    for route in ("request", "request-print"):
        assert status(client, route, request.pk, at=last - timedelta(minutes=1)) == 200
    client = signed_in(tenant.people["agent"])
    for route in ("request", "request-print"):
        assert status(client, route, request.pk, at=last) == 404


def test_requester_and_carer_too_are_forgotten_72_hours_after_closing(tenant: Tenant) -> None:
    request = tenant.one("closed")
    assert request.closed_at
    for at, seen in (
        (request.closed_at + 71 * HOURS, True),
        (request.closed_at + 73 * HOURS, False),
    ):
        client = signed_in(tenant.people["requester"])
        with clock.frozen(at):
            page = client.get(reverse("my-requests")).content.decode()
        assert (request.reference in page) == seen
        held = tenant.assignment("closed")
        client = signed_in(tenant.people["carer"])
        assert (status(client, "my-care-detail", held.pk, at=at, post=True) == 200) == seen


def test_a_request_closed_a_week_ago_is_nowhere_at_the_desk(tenant: Tenant) -> None:
    request, client = tenant.one("forgotten"), signed_in(tenant.people["agent"])
    for name, ids in (
        ("request", [request.pk]),
        ("need-candidates", [tenant.need("forgotten").pk]),
        ("need-why", [tenant.need("forgotten").pk]),
    ):
        assert status(client, name, *ids) == 404
    assert (
        status(client, "assignment-withdraw", tenant.assignment("forgotten").pk, post=True) == 404
    )
