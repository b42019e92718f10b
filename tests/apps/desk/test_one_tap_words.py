"""Why she is asked, on a page without account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.models import Offer
from maillon.apps.desk.web.wording.offers import WORDS, why_you
from maillon.apps.messaging.models import OutboxMessage
from maillon.engines.dispatch import GROUNDS
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING

SOON = MORNING + timedelta(minutes=5)


def test_no_reason_that_would_point_to_the_person_is_said_on_a_bare_link() -> None:
    said = why_you([{"code": code, "data": {}} for code in ("usual_carer", "chosen_by_person")])
    assert said == []
    assert not {"usual_carer", "chosen_by_person", "distance"} & set(WORDS)


def test_every_reason_said_is_one_the_ranking_can_give() -> None:
    assert set(WORDS) <= set(GROUNDS)


def test_fairness_is_said_only_when_the_figures_bear_it_out() -> None:
    spared = {"code": "fairness", "data": {"offers": 1, "capacity": 3}}
    asked_often = {"code": "fairness", "data": {"offers": 4, "capacity": 3}}
    assert why_you([spared]) == [WORDS["fairness"]]
    assert why_you([asked_often]) == []


@pytest.mark.django_db
def test_a_night_that_is_full_says_so_first_and_cannot_be_ticked() -> None:
    world = situations.saint_chamond()
    asked = situations.for_ehpad(needs=(situations.nights(1, 2),))
    request = situations.request_searching(world, **asked)
    quick, slow = Offer.objects.filter(need__request=request).order_by("rank")[:2]
    night = quick.need.shifts.earliest("number").pk
    actions.accept_offer(offer_id=quick.pk, channel="link", by=SYSTEM, now=SOON, shifts={night})
    token = OutboxMessage.objects.get(about_kind="offer", about_id=slow.pk).secret
    with clock.frozen(SOON):
        page = Client().get(reverse("offer", args=[token])).content.decode()
    full, free = page.split('<label class="choice')[1:3]
    assert f'value="{night}" disabled' in full
    assert "<b>Complet</b>" in full
    assert "disabled" not in free
    assert "Complet" not in free
