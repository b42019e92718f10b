"""I15 at the desk: nothing leaves, the carer is on the call list, every page says so."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from maillon.apps.desk.actions import decline_offer
from maillon.apps.desk.models import Offer
from maillon.apps.messaging import providers
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.kernel import clock, events
from maillon.project import worker
from maillon.project.invariants import check_all
from tests.apps.messaging.gateway import Gateway
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
ASKED = MORNING + timedelta(minutes=1)
THREE = timedelta(minutes=3)
LATER = ASKED + timedelta(minutes=3)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    before, own = providers.current(), Gateway(script=["temporary"] * 500)
    providers.use(own)
    yield own
    providers.use(before)


@pytest.fixture
def world(gateway: Gateway, settings: Any) -> DeskWorld:
    settings.MAILLON_REQUIRE_MFA = False
    world = situations.saint_chamond()
    situations.request_searching(world, duplicate_seen=True)
    return world


def live(start: datetime, end: datetime) -> None:
    while start <= end:
        with clock.frozen(start):
            worker.turn()
        start += timedelta(seconds=5)


def page(world: DeskWorld, path: str, at: datetime) -> str:
    client = Client()
    with clock.frozen(at):
        client.force_login(world.agent)
        text = client.get(path).content.decode()
    return re.sub(r"\s", " ", text.replace("&nbsp;", " "))


def test_the_carer_joins_the_call_list_while_her_message_waits(world: DeskWorld) -> None:
    live(ASKED, LATER)
    offer = Offer.objects.get()
    assert (offer.state, offer.channel) == ("open", "call")
    assert Task.objects.open().filter(kind="desk.call_list").count() == 1
    assert OutboxMessage.objects.get(about_id=offer.pk).state == "queued"
    assert {name: lines for name, lines in check_all(LATER + THREE).items() if lines} == {}


@pytest.mark.parametrize("path", ["/demandes/", "/", "/professionnels/"])
def test_every_page_says_since_when_nothing_leaves(world: DeskWorld, path: str) -> None:
    assert "Les SMS ne partent plus" not in page(world, path, ASKED)
    live(ASKED, LATER)
    text = page(world, path, LATER)
    assert text.count("Les SMS ne partent plus depuis 9 h 42") == 1
    assert "la liste d’appel prend le relais" in text


def test_boards_hear_of_it_at_once_and_when_it_is_over(world: DeskWorld, gateway: Gateway) -> None:
    topic = f"desk:{world.desk.pk}"
    live(ASKED, ASKED + timedelta(seconds=15))
    before = events.numbers([topic])[topic]
    live(ASKED + timedelta(seconds=20), LATER)
    down = events.numbers([topic])[topic]
    gateway.script = []
    live(LATER, LATER + THREE)
    assert before < down < events.numbers([topic])[topic]
    assert "Les SMS repartent depuis" in page(world, "/demandes/", LATER + THREE)


def test_who_answered_on_the_telephone_is_not_asked_by_sms_any_more(
    world: DeskWorld, gateway: Gateway
) -> None:
    live(ASKED, LATER)
    offer = Offer.objects.get()
    decline_offer(offer_id=offer.pk, reason="full", channel="call", by=world.by, now=LATER)
    gateway.script = []
    live(LATER, LATER + THREE)
    assert [text for _, text, _ in gateway.accepted if offer.code in text] == []
    assert OutboxMessage.objects.get(about_id=offer.pk, template="offer").state == "cancelled"
