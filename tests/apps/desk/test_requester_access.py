"""Whoever asks may read where her own requests stand, and nothing else (relation R)."""

from datetime import timedelta

import pytest
from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.queries.requesters import my_requests
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=10)
WARD = {"email": "service@exemple.test", "name": "Le service"}


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def given(world: DeskWorld, request: ServiceRequest) -> Account:
    actions.give_requester_access(request_id=request.pk, by=world.by, now=LATER, **WARD)
    return Account.objects.get(email=WARD["email"])


def test_she_reads_her_own_requests_and_no_longer_once_it_is_taken_back(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    account = given(world, request)
    assert [one.id for one in my_requests(viewer_of(account, now=LATER), now=LATER)] == [request.pk]
    actions.end_requester_access(request_id=request.pk, by=world.by, now=LATER)
    assert my_requests(viewer_of(account, now=LATER), now=LATER) == ()


def test_an_access_is_for_a_professional_and_given_once(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    given(world, request)
    with pytest.raises(Refused, match="access_given"):
        given(world, request)
    relative = situations.request_received(
        world, requester=actions.NewRequester("relative", "Sa fille", phone="+33199000055")
    )
    with pytest.raises(Refused, match="access_professionals"):
        given(world, relative)


def test_another_desk_s_agent_gives_nothing_here(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    stranger = situations.elsewhere()
    situations.request_searching(stranger)
    with pytest.raises(NotFound):
        actions.give_requester_access(request_id=request.pk, by=stranger.by, now=LATER, **WARD)
    assert not Account.objects.filter(email=WARD["email"]).exists()


def test_the_page_opens_it_and_says_who_has_it(world: DeskWorld, client: Client) -> None:
    request = situations.request_searching(world)
    client.force_login(world.agent)
    address = f"/demandes/{request.pk}/acces/"
    with clock.frozen(LATER):
        assert client.post(address, {**WARD, "email": "?"}).status_code == 422
        assert client.post(address, WARD).status_code == 303
        page = client.get(address).content.decode()
    assert "Le service lit où en sont ces demandes" in page
