"""The first screen begins with what is late, whichever room it comes from."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.tasks.actions import Owner, open_task
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("minutes", "first"), [(-90, True), (90, False)])
def test_a_task_besides_the_requests_stands_first_when_it_is_late(
    client: Client, minutes: int, first: bool
) -> None:
    world = situations.saint_chamond()
    situations.request_received(world)
    open_task(
        kind="meetings.decision", organization_id=world.desk.organization_id,
        owner=Owner(account_id=world.agent.pk), origin=("decision", new_id()),
        due_at=MORNING + timedelta(minutes=minutes), by=SYSTEM, now=MORNING - timedelta(days=2),
    )  # fmt: skip
    with clock.frozen(MORNING + timedelta(minutes=1)):
        client.force_login(world.agent)
        page = client.get(reverse("home")).content.decode()
    assert page.index("Faire ce qui a été décidé") < page.index("Trier la demande") or not first
    assert ("En retard <span>1</span>" in page) == first
    assert ("Hors des demandes" in page) != first
