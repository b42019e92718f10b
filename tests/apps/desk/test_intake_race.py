"""Two tabs, two agents, the same second: one request per draft, no number twice or missing."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connections

from maillon.apps.desk import actions
from maillon.apps.desk.actions import NewRequest
from maillon.apps.desk.models import ServiceRequest
from maillon.errors import Refused
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sent(world: DeskWorld, new: NewRequest) -> str:
    """The reference given, or the code of the refusal; on a connection of its own."""
    try:
        return actions.receive_request(new=new, by=world.by, now=MORNING).reference
    except Refused as refused:
        return refused.code
    finally:
        connections.close_all()


def at_once(world: DeskWorld, news: list[NewRequest]) -> Counter[str]:
    with ThreadPoolExecutor(len(news)) as pool:
        return Counter(pool.map(lambda new: sent(world, new), news))


def test_one_draft_sent_by_eight_tabs_is_one_request() -> None:
    world = situations.saint_chamond()
    new = situations.intake(world, draft_id=uuid4())
    assert at_once(world, [new] * 8) == {"1124-001": 1, "draft_already_sent": 7}
    assert ServiceRequest.objects.count() == 1


def test_calls_of_the_same_second_take_numbers_without_gap() -> None:
    world = situations.saint_chamond()
    person = situations.intake(world).person
    assert person is not None
    news = [
        situations.intake(
            world, draft_id=uuid4(), person=replace(person, birth_name=f"Essai {place}")
        )
        for place in range(8)
    ]
    assert at_once(world, news) == {f"1124-{number:03d}": 1 for number in range(1, 9)}
