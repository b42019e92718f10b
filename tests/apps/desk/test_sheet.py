"""The sheet: who may see it, what it says, and every act on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk.models import Callback, Offer, ServiceRequest
from maillon.apps.desk.queries.sheet import request_behind, request_sheet
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(minutes=40)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def agent(client: Client, world: DeskWorld) -> Client:
    client.force_login(world.agent)
    return client


def page(agent: Client, request: ServiceRequest, **headers: str) -> str:
    with clock.frozen(NOON):
        answer = agent.get(reverse("request", args=[request.pk]), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_opens(world: DeskWorld, agent: Client) -> None:
    request = situations.request_searching(world)
    for headers in ({}, {"HX-Request": "true", "HX-Target": "panel"}):
        text = page(agent, request, **headers)
        assert "Suzanne Fournier" in text
