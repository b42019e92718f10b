"""I20: requests, journal and report agree, and `maillon verify` says where they do not."""

from datetime import timedelta

import pytest

from maillon.apps.observatory.invariants import INVARIANTS
from maillon.project.invariants import ALL
from tests.apps.observatory.crowd import Kind, crowd
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
(NAME, report_agrees), *_ = INVARIANTS.items()


def test_i20_holds_on_a_desk_at_work_and_is_asked_by_verify() -> None:
    world = situations.saint_chamond()
    situations.request_received(world, duplicate_seen=True)
    situations.request_found(world, duplicate_seen=True)
    situations.request_closed(world, MORNING - timedelta(days=2), duplicate_seen=True)
    assert list(report_agrees(MORNING)) == []
    assert NAME in ALL


def test_i20_names_the_desk_whose_requests_the_journal_never_heard_of() -> None:
    world = situations.saint_chamond()
    crowd(world, [Kind(TODAY, 3)])
    said = list(report_agrees(MORNING))
    assert said == [f"{world.desk.name} : 4 demandes, 1 au journal, rapport différent"]
