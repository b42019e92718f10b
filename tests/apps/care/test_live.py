"""The open page of a person: it hears that the circle changed, and empties when its right ends."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts import lock
from maillon.apps.care import actions
from maillon.apps.care.actions import NewWord
from maillon.apps.care.queries import may_hear
from maillon.kernel import clock, events
from maillon.kernel.feed import Feed
from maillon.kernel.live import lines
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING, TODAY

SOON = MORNING + timedelta(minutes=1)


def test_whoever_loses_her_right_hears_of_that_change_and_of_no_other() -> None:
    async def story() -> list[str]:
        numbers = {"circle:essai": 4}

        async def read(topics: frozenset[str]) -> Mapping[str, int]:
            return {topic: numbers[topic] for topic in topics}

        async def lost() -> bool:
            numbers["circle:essai"] += 1
            return False

        async with asyncio.timeout(2):
            feed = Feed(read, interval=0.01)
            return [said async for said in lines(feed, "circle:essai", 3, lost, last_word=True)]

    assert asyncio.run(story())[1:] == ["id: 4\nevent: change\ndata: 4\n\n"]


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


@pytest.fixture
def session(world: CircleWorld, client: Client) -> SessionStore:
    client.force_login(world.coordinator)
    return SessionStore(client.session.session_key)


def hears(world: CircleWorld, session: SessionStore) -> bool:
    return may_hear(world.coordinator.pk, session.session_key or "", world.patient.pk, now=SOON)


@pytest.mark.django_db
def test_a_coordinator_hears_until_her_role_or_her_screen_ends(
    world: CircleWorld, session: SessionStore
) -> None:
    assert hears(world, session)
    lock.lock(session)
    session.save()
    assert not hears(world, session)


@pytest.mark.django_db
def test_a_role_that_ended_hears_nothing(world: CircleWorld, session: SessionStore) -> None:
    world.coordinator.roles.update(ends_on=TODAY)
    assert not hears(world, session)


@pytest.mark.django_db
def test_the_same_right_on_another_person_hears_nothing(
    world: CircleWorld, session: SessionStore
) -> None:
    other = circle_world("Ailleurs", birth_name="Martin", birth_date="01/02/1933")
    key = session.session_key or ""
    assert not may_hear(world.coordinator.pk, key, other.patient.pk, now=SOON)
    assert not may_hear(other.coordinator.pk, key, world.patient.pk, now=SOON)


@pytest.mark.django_db
def test_a_word_of_the_person_moves_her_page_and_ends_its_right(
    world: CircleWorld, session: SessionStore
) -> None:
    topic = f"circle:{world.patient.pk}"
    before = events.numbers([topic])[topic]
    actions.record_word(
        patient_id=world.patient.pk, word=NewWord("opposed", "phone"), by=world.by, now=MORNING
    )
    assert events.numbers([topic])[topic] > before
    assert not hears(world, session)


@pytest.mark.django_db
def test_a_line_on_somebody_elses_patient_is_a_missing_page(client: Client) -> None:
    world, other = circle_world(), circle_world("Ailleurs", birth_name="Martin")
    client.force_login(world.coordinator)
    with clock.frozen(SOON):
        for patient, status in ((world.patient, 200), (other.patient, 404)):
            assert client.get(reverse("circle-events", args=[patient.pk])).status_code == status
