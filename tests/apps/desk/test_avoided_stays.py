"""A stay in hospital said to be avoided: an opinion with its doubt, counted as one, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import AvoidedStay, ServiceRequest
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.desk.queries.undoing import may_undo
from maillon.apps.desk.web.sheet_page import present
from maillon.apps.journal.models import Entry
from maillon.apps.observatory.counting import categorised
from maillon.apps.observatory.measures import MEASURES
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1, hours=2)
SECONDS = timedelta(seconds=1)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def closed(world: DeskWorld) -> ServiceRequest:
    """A request whose care began and whose requester knows it."""
    return situations.request_closed(world)


def declare(world: DeskWorld, request: ServiceRequest, doubt: str = "likely") -> AvoidedStay:
    return actions.declare_stay(
        request_id=request.pk, said_by="gp", doubt=doubt, by=world.by, now=LATER
    )


def counted(world: DeskWorld) -> list[str]:
    days = (TODAY - timedelta(days=1), TODAY + timedelta(days=2))
    cases: Any = categorised(MEASURES["avoided"], world.desk.pk, *days)
    return [str(one) for one in cases.values_list("category", flat=True)]


def test_it_is_said_with_its_doubt_after_closing(world: DeskWorld, closed: ServiceRequest) -> None:
    declare(world, closed)
    told = request_sheet(world.by, closed.pk, LATER).stay
    assert (told.doubt, told.said_by) == ("probable", "le médecin traitant")
    story = present(request_sheet(world.by, closed.pk, LATER), LATER).story
    assert story[-1].text.endswith("probable, dit le médecin traitant.")
    closed.refresh_from_db()
    assert closed.lane == "closed"


def test_the_journal_holds_codes_only(world: DeskWorld, closed: ServiceRequest) -> None:
    declare(world, closed)
    entry = Entry.objects.get(act="desk.stay_declared")
    assert entry.data == {"said_by": "gp", "doubt": "likely"}


def test_the_report_counts_what_was_said_and_by_whom(
    world: DeskWorld, closed: ServiceRequest
) -> None:
    assert counted(world) == ["none"]
    declare(world, closed)
    assert counted(world) == ["doctor_likely"]
    broken = {name for name, lines in check_all(LATER).items() if lines}
    assert not {name for name in broken if not name.startswith("I7")}  # nobody works here


def test_a_nurse_who_says_it_is_not_counted_as_a_doctor(
    world: DeskWorld, closed: ServiceRequest
) -> None:
    actions.declare_stay(
        request_id=closed.pk, said_by="nurse", doubt="possible", by=world.by, now=LATER
    )
    assert counted(world) == ["other_possible"]


def test_withdrawn_it_is_counted_no_more_and_may_be_said_again(
    world: DeskWorld, closed: ServiceRequest
) -> None:
    declare(world, closed)
    actions.withdraw_stay(request_id=closed.pk, by=world.by, now=LATER + SECONDS)
    assert counted(world) == ["none"]
    declare(world, closed, "sure")
    assert counted(world) == ["doctor_sure"]


def test_one_stands_at_a_time(world: DeskWorld, closed: ServiceRequest) -> None:
    declare(world, closed)
    with pytest.raises(Refused, match="stay_declared"):
        declare(world, closed, "sure")
    assert counted(world) == ["doctor_likely"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_it_is_undone_within_ten_seconds(
    world: DeskWorld, closed: ServiceRequest, withdrawn: bool
) -> None:
    declare(world, closed)
    moment = LATER
    if withdrawn:
        moment = LATER + timedelta(minutes=1)
        actions.withdraw_stay(request_id=closed.pk, by=world.by, now=moment)
    assert may_undo(world.by, closed.pk, now=moment + 9 * SECONDS)
    actions.undo(request_id=closed.pk, by=world.by, now=moment + 9 * SECONDS)
    assert counted(world) == (["doctor_likely"] if withdrawn else ["none"])


def test_it_is_not_said_before_care_has_begun(world: DeskWorld) -> None:
    request = situations.request_found(world)
    assert not request_sheet(world.by, request.pk, LATER).stay.may_be_said
    with pytest.raises(Refused, match="stay_too_early"):
        declare(world, request)
    assert not AvoidedStay.objects.exists()


@pytest.mark.parametrize(("said_by", "doubt"), [("mayor", "likely"), ("gp", "certain")])
def test_a_word_outside_the_vocabulary_is_refused(
    world: DeskWorld, closed: ServiceRequest, said_by: str, doubt: str
) -> None:
    with pytest.raises(Refused, match="stay_unknown"):
        actions.declare_stay(
            request_id=closed.pk, said_by=said_by, doubt=doubt, by=world.by, now=LATER
        )


def test_an_agent_of_another_desk_finds_nothing(closed: ServiceRequest) -> None:
    other = situations.elsewhere()
    stranger = viewer_of(other.agent, now=MORNING)
    with pytest.raises(NotFound):
        actions.declare_stay(
            request_id=closed.pk, said_by="gp", doubt="sure", by=stranger, now=LATER
        )
    with pytest.raises(NotFound):
        request_sheet(stranger, closed.pk, LATER)


def test_on_the_sheet_a_missing_choice_is_asked_for(
    world: DeskWorld, closed: ServiceRequest
) -> None:
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(LATER):
        address = reverse("request-stay", args=[closed.pk])
        answer = client.post(address, {"said_by": "gp", "doubt": ""})
        assert answer.status_code == 422
        assert "Il manque un choix" in answer.content.decode()
        client.post(address, {"said_by": "gp", "doubt": "likely"})
        page = client.get(reverse("request", args=[closed.pk])).content.decode()
        assert "Hospitalisation évitée : probable" in page
        client.post(reverse("request-stay-withdraw", args=[closed.pk]))
    assert not AvoidedStay.objects.filter(withdrawn_at=None).exists()
