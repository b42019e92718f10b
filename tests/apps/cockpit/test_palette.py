"""Ctrl-K: requests by number, commune or need, professionals, actions; never a person's name."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=21)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def asked(client: Client, account: Account, text: str) -> dict[str, list[dict[str, Any]]]:
    client.force_login(account)
    with clock.frozen(LATER):
        answer = client.get("/recherche/", {"q": text}, headers={"Accept": "application/json"})
    return {group["title"]: group["items"] for group in answer.json()["groups"]}


@pytest.mark.parametrize("text", ["1124-001", "001", "saint cham", "PANSEMENT", "pans chamond"])
def test_a_request_is_found_by_its_number_commune_or_need(
    world: DeskWorld, client: Client, text: str
) -> None:
    request = situations.request_received(world)
    (hit,) = asked(client, world.agent, text)["Demandes"]
    assert hit["label"].startswith("1124-001")
    assert hit["url"] == f"/demandes/{request.pk}/"


@pytest.mark.parametrize("text", ["Fournier", "Suzanne", "1941", "Marchand", "Creux", "0199000077"])
def test_nobody_is_found_by_what_she_is_called(world: DeskWorld, client: Client, text: str) -> None:
    situations.request_received(world)
    assert asked(client, world.agent, text) == {}


def test_requests_of_other_desks_are_not_found(world: DeskWorld, client: Client) -> None:
    stranger = situations.elsewhere()
    situations.request_received(world)
    assert "Demandes" not in asked(client, stranger.agent, "1124-001")


def test_each_role_finds_its_own_actions(world: DeskWorld, client: Client) -> None:
    labels = [hit["label"] for hit in asked(client, world.agent, "nouv")["Faire"]]
    assert labels == ["Nouvelle demande", "Nouvelle réunion", "Ajouter une ressource locale"]
    assert "Faire" not in asked(client, situations.account("Sans Rôle"), "nouv")


def test_without_a_word_it_says_what_can_be_done(world: DeskWorld, client: Client) -> None:
    assert list(asked(client, world.agent, "")) == ["Faire"]


def test_without_javascript_it_is_a_page(world: DeskWorld, client: Client) -> None:
    situations.request_received(world)
    client.force_login(world.agent)
    with clock.frozen(LATER):
        text = client.get("/recherche/", {"q": "001"}).content.decode()
    assert "1124-001" in text


def test_a_stranger_to_the_house_finds_the_door(client: Client) -> None:
    assert client.get("/recherche/?q=001").status_code == 302
