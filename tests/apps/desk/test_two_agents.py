"""I17: two agents on one request; the last writer never silently wins."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Handover, Need, ServiceRequest
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(minutes=3)
TYPED = {"target": "dac", "target_name": "DAC du Gier", "note": "aidante épuisée, voir lundi"}
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.S)
STAMP = re.compile(r'name="vu" value="(\d+)"')


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def page_of(account: Account, request: ServiceRequest) -> tuple[Client, str]:
    client = Client()
    client.force_login(account)
    with clock.frozen(NOW):
        return client, client.get(reverse("request", args=[request.pk])).content.decode()


def stamp(page: str) -> str:
    (found,) = set(STAMP.findall(page))
    return str(found)


@pytest.mark.parametrize(
    "make",
    [situations.request_received, situations.request_searching, situations.request_found],
)
def test_i17_every_form_of_the_sheet_says_what_it_knew(
    world: DeskWorld, make: situations.Situation
) -> None:
    _, page = page_of(world.agent, make(world))
    sheet = page[page.index('id="sheet-page"') :]
    forms = [form for form in FORM.findall(sheet) if "toast" not in form]
    assert len(forms) > 5
    assert [form for form in forms if not STAMP.search(form)] == []


def test_i17_the_second_agent_sees_what_the_first_changed_and_keeps_what_she_typed(
    world: DeskWorld,
) -> None:
    request = situations.request_received(world)
    lea, before = page_of(world.agent, request)
    anouk = viewer_of(world.colleague, now=NOW)
    actions.take_request(request_id=request.pk, by=anouk, now=NOW)
    with clock.frozen(NOW + timedelta(minutes=1)):
        url = reverse("request-handover", args=[request.pk])
        answer = lea.post(url, {**TYPED, "vu": stamp(before)})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert not Handover.objects.exists()
        assert "a changé pendant que vous l’aviez à l’écran" in text
        assert "<b>Anouk Dumas</b>" in text
        assert "Demande prise en main." in text
        assert TYPED["note"] in text
        again = lea.post(url, {**TYPED, "vu": stamp(text)})
    assert again.status_code == 303
    assert Handover.objects.count() == 1


def test_i17_what_a_carer_or_a_timer_does_meanwhile_stops_nobody(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    lea, before = page_of(world.agent, request)
    offer = Need.objects.get(request=request).offers.earliest("rank")
    actions.decline_offer(offer_id=offer.pk, reason="full", channel="sms", by=SYSTEM, now=NOW)
    url = reverse("request-handover", args=[request.pk])
    with clock.frozen(NOW):
        assert lea.post(url, {**TYPED, "vu": stamp(before)}).status_code == 303


def test_i17_the_count_is_compared_while_the_request_is_held(world: DeskWorld) -> None:
    request = situations.request_received(world)
    anouk = viewer_of(world.colleague, now=NOW)
    done: list[str] = []

    def act() -> None:
        actions.take_request(request_id=request.pk, by=anouk, now=NOW)
        done.append("taken")

    # Both pages knew of one act: the call.
    actions.as_seen(request_id=request.pk, seen=1, by=anouk, now=NOW, act=act)
    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.as_seen(request_id=request.pk, seen=1, by=anouk, now=NOW, act=act)
    assert done == ["taken"]
