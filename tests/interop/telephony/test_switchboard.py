"""The switchboard one tries by hand: the demonstration only."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk.models import Call, Desk
from tests.factories import desk as situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings: Any) -> Client:
    settings.MAILLON_DEMO = True
    situations.saint_chamond()
    Desk.objects.update(synthetic=True)
    return Client()


def press(client: Client, kind: str, **typed: str) -> Any:
    return client.post(reverse("switchboard"), {"kind": kind, **typed}, follow=True)


def test_it_rings_is_answered_and_hangs_up(client: Client) -> None:
    desk = str(Desk.objects.get().pk)
    assert (
        "Ça sonne" in press(client, "started", desk=desk, number="01 99 00 10 01").content.decode()
    )
    assert "Raccrocher" in press(client, "answered").content.decode()
    assert "Faire sonner" in press(client, "ended").content.decode()
    call = Call.objects.get()
    assert call.caller_phone == "+33199001001"
    assert call.started_at
    assert call.answered_at
    assert call.ended_at


def test_words_are_no_number(client: Client) -> None:
    desk = str(Desk.objects.get().pk)
    answer = press(client, "started", desk=desk, number="ma voisine")
    assert answer.status_code == 422
    assert "Ce n’est pas un numéro complet" in answer.content.decode()
    assert not Call.objects.exists()


def test_a_desk_that_is_none_does_not_ring(client: Client) -> None:
    assert press(client, "started", desk="aucun").status_code == 422
    assert not Call.objects.exists()


def test_outside_the_demonstration_there_is_no_such_page(client: Client, settings: Any) -> None:
    settings.MAILLON_DEMO = False
    assert client.get(reverse("switchboard")).status_code == 404
