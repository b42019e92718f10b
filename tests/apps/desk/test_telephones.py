"""Whose telephone rings, in which order: kept by whoever leads the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.desk.models import Desk, Extension
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
ADDRESS = "desk-telephones"


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def lead(world: DeskWorld) -> Account:
    account = situations.account("Maud Bertin")
    ScopedRole.objects.create(
        account=account, organization=world.desk.organization, desk_id=world.desk.pk,
        code="lead", starts_on=TODAY - timedelta(days=9),
    )  # fmt: skip
    return account


def ask(account: Account, typed: dict[str, str] | None = None) -> Any:
    client = Client()
    client.force_login(account)
    with clock.frozen(MORNING):
        if typed is None:
            return client.get(reverse(ADDRESS))
        return client.post(reverse(ADDRESS), typed)


def numbers() -> list[str]:
    return list(Extension.objects.order_by("position").values_list("number", flat=True))


def test_telephones_ring_in_the_order_typed(world: DeskWorld, lead: Account) -> None:
    page = ask(lead).context["page"]
    assert {line.name for line in page.lines} >= {world.agent.name, world.colleague.name}
    typed = {"number_0": "21", "position_0": "2", "number_1": "22", "position_1": "1"}
    assert ask(lead, {**typed, "fallback": "01 99 00 00 43"}).status_code == 303
    assert numbers() == ["22", "21"]
    assert Desk.objects.get(pk=world.desk.pk).fallback_phone == "+33199000043"
    assert [line.number for line in ask(lead).context["page"].lines][:2] == ["22", "21"]


def test_the_label_of_a_telephone_is_said_as_it_is_spoken(lead: Account) -> None:
    Account.objects.filter(pk=lead.pk).update(name="Adam Delorme")
    assert "Poste téléphonique d’Adam Delorme" in ask(lead).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number_0": "21", "number_1": "21"}, "deux agents ont le même poste"),
        ({"number_0": "vingt"}, "Des chiffres"),
        ({"fallback": "12"}, "n’est pas complet"),
    ],
)
def test_what_cannot_ring_is_said_and_nothing_is_kept(
    world: DeskWorld, lead: Account, typed: dict[str, str], said: str
) -> None:
    answer = ask(lead, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert numbers() == []


def test_an_agent_does_not_change_them(world: DeskWorld) -> None:
    assert ask(world.agent).status_code == 404
    assert ask(world.agent, {"number_0": "21"}).status_code == 404
