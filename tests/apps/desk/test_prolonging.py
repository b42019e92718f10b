"""Care with an end date: the end is a task, the same carer is asked first to go on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.actions import NewNeed
from maillon.apps.desk.models import Callback, Need, Offer, ServiceRequest
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
END = date(2026, 12, 8)
SOON = MORNING + timedelta(minutes=20)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def held(world: DeskWorld) -> Need:
    """A dressing until the eighth of December, taken by a nurse who is nobody's usual one."""
    need = NewNeed("dressing", "daily", TODAY + timedelta(days=1), ends_on=END)
    request = situations.request_found(world, needs=(need,), usual=())
    return Need.objects.get(request=request)


def test_the_end_is_a_task_two_days_before(world: DeskWorld, held: Need) -> None:
    actions.follow_to_end(need_id=held.pk, by=world.by, now=SOON)
    owed = Callback.objects.get(kind="care_ending")
    assert owed.task.due_at.date() == END - timedelta(days=2)


def test_the_request_waits_for_that_word(world: DeskWorld, held: Need) -> None:
    actions.follow_to_end(need_id=held.pk, by=world.by, now=SOON)
    situations.answer_callbacks(world, held.request, SOON, but="care_ending")
    assignment = held.assignments.get()
    later = MORNING + timedelta(days=1)
    actions.confirm_begun(assignment_id=assignment.pk, channel="call", by=world.by, now=later)
    situations.answer_callbacks(world, held.request, later, but="care_ending")
    request = ServiceRequest.objects.get()
    assert request.closed_at is None
    ending = Callback.objects.get(kind="care_ending")
    actions.record_outcome(callback_id=ending.pk, outcome="reached", by=world.by, now=later)
    request.refresh_from_db()
    assert request.closing == "care_begun"


def test_going_on_asks_the_same_carer_first_and_alone(world: DeskWorld, held: Need) -> None:
    actions.follow_to_end(need_id=held.pk, by=world.by, now=SOON)
    actions.renew_care(need_id=held.pk, ends_on=END + timedelta(days=14), by=world.by, now=SOON)
    following = Need.objects.get(renews=held)
    assert (following.starts_on, following.ends_on) == (
        END + timedelta(days=1), END + timedelta(days=14),
    )  # fmt: skip
    asked = Offer.objects.filter(need=following)
    assert [offer.responder for offer in asked] == [held.assignments.get().responder]
    assert asked.get().wave.kind == "usual"
    assert not Callback.objects.filter(kind="care_ending", closed_at=None).exists()
    found = {n for n, lines in check_all(SOON).items() if lines and not n.startswith("I7")}
    assert found == set()


@pytest.mark.parametrize(
    ("days", "code"), [(0, "renewal_date"), (-3, "renewal_date"), (367, "renewal_too_late")]
)
def test_a_day_that_prolongs_nothing_or_a_mistyped_year_is_refused(
    world: DeskWorld, held: Need, days: int, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        actions.renew_care(
            need_id=held.pk, ends_on=END + timedelta(days=days), by=world.by, now=SOON
        )


def test_it_goes_on_once(world: DeskWorld, held: Need) -> None:
    until = END + timedelta(days=7)
    actions.renew_care(need_id=held.pk, ends_on=until, by=world.by, now=SOON)
    with pytest.raises(Refused, match="already_renewed"):
        actions.renew_care(need_id=held.pk, ends_on=until, by=world.by, now=SOON)


def test_care_without_an_end_has_none_to_follow(world: DeskWorld) -> None:
    request = situations.request_found(world)
    with pytest.raises(Refused, match="no_end"):
        actions.follow_to_end(need_id=request.needs.get().pk, by=world.by, now=SOON)


def test_the_same_right_elsewhere_prolongs_nothing(world: DeskWorld, held: Need) -> None:
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        actions.renew_care(
            need_id=held.pk, ends_on=END + timedelta(days=7), by=stranger.by, now=SOON
        )


def test_one_gesture_on_the_page(world: DeskWorld, held: Need, client: Client) -> None:
    client.force_login(world.agent)
    with clock.frozen(SOON):
        page = client.get(reverse("request", args=[held.request_id])).content.decode()
        assert "prévoir la suite" in page
        sent = client.post(reverse("need-renew", args=[held.pk]), {"ends_on": "2026-12-20"})
        story = client.get(reverse("request", args=[held.request_id])).content.decode()
    assert sent.status_code == 303
    assert "Soin prolongé jusqu’au dimanche 20 décembre" in story
