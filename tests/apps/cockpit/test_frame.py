"""The frame of every page: the jobs this viewer has, and nothing for a visitor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.apps.desk.models import ServiceRequest
from maillon.kernel import clock
from maillon.kernel.shell import Shell
from maillon.project.frame import frame
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=21)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def shell(client: Client, account: Account, url: str = "/") -> Shell:
    client.force_login(account)
    with clock.frozen(LATER):
        shown: Shell = client.get(url).context["shell"]
        return shown


def test_an_agent_has_her_list_and_her_board_with_what_waits(
    world: DeskWorld, client: Client
) -> None:
    situations.request_received(world, urgency="today")
    situations.request_received(world, urgency="planned")
    nav = {item.label: item for item in shell(client, world.agent, "/demandes/").nav}
    assert (nav["Ce qui m’attend"].count, nav["Ce qui m’attend"].late) == (2, True)
    assert (nav["Demandes"].count, nav["Demandes"].current) == (2, True)
    assert not nav["Ce qui m’attend"].current


def test_the_desk_says_until_when_it_is_open(world: DeskWorld, client: Client) -> None:
    shown = shell(client, world.agent)
    assert (shown.desk_name, shown.desk_open) == ("Poste de Saint-Chamond", True)
    assert shown.desk_lines == ("ouvert jusqu’à 19\u00a0h\u00a030",)
    assert shown.primary is not None
    assert (shown.primary.label, shown.primary.key) == ("Nouvelle demande", "N")


def test_a_carer_has_neither_desk_nor_new_request(world: DeskWorld, client: Client) -> None:
    practitioner = world.usual.practitioner_role.practitioner  # type: ignore[union-attr]
    shown = shell(client, situations.account("Claire Vial", practitioner=practitioner))
    labels = ["Accueil", "Mes prises en charge", "Mes demandes reçues"]
    assert [item.label for item in shown.nav] == labels
    assert (shown.primary, shown.desk_name) == (None, "")


def test_counts_are_of_the_viewer_s_own_desk(world: DeskWorld, client: Client) -> None:
    stranger = situations.elsewhere()
    situations.request_received(world)
    assert ServiceRequest.objects.exists()
    assert [item.count for item in shell(client, stranger.agent).nav[:2]] == [None, None]


def test_a_visitor_is_shown_no_frame() -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    assert frame(request) == {"shell": None}
