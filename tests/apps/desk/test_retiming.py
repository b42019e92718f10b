"""D10, I6, I7: what is owed follows the hours of the desk that now holds the request."""

from datetime import datetime, timedelta

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.actions import Receiver
from maillon.apps.desk.actions.retiming import carried
from maillon.apps.desk.models import Callback, Desk, Need, Offer, ServiceRequest, Wave
from maillon.apps.desk.timing import due, hours_of
from maillon.apps.tasks.models import Task
from maillon.kernel import clock, jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import Job
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.region import CLOSING, OPENING, Region, region

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
QUARTER_PAST = CLOSING - 15 * MINUTE  # 19:15 at Lyon


@pytest.fixture
def two() -> Region:
    return region()


def given(two: Region, request: ServiceRequest, now: datetime) -> ServiceRequest:
    """Lyon gives it to Annecy by hand."""
    return actions.relay_request(
        request_id=request.pk, to=Receiver(desk_id=two.annecy.desk.pk), word="à suivre",
        by=two.lyon.by, now=now,
    )  # fmt: skip


def run_until(moment: datetime) -> None:
    with clock.frozen(moment):
        while jobs.run_due(moment):
            pass


def due_of(request: ServiceRequest, kind: str) -> datetime:
    return Task.objects.about("request", request.pk).open().get(kind=f"desk.{kind}").due_at


def test_a_yes_of_the_last_quarter_of_an_hour_is_told_the_same_evening(two: Region) -> None:
    request = situations.request_searching(two.lyon, QUARTER_PAST - HOUR)
    offer = Offer.objects.filter(need__request=request, state="open").earliest("rank")
    actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=QUARTER_PAST)
    assert due_of(request, "found") == OPENING + 30 * MINUTE, "Lyon closes first"
    run_until(CLOSING)
    request.refresh_from_db()
    assert request.desk_id == two.annecy.desk.pk
    assert due_of(request, "found") == QUARTER_PAST + 30 * MINUTE
    assert due_of(request, "give_details") == QUARTER_PAST + 30 * MINUTE
    assert request.deadline_at == QUARTER_PAST + 30 * MINUTE, "the board says it too"


def test_a_desk_that_is_closed_keeps_it_as_if_it_had_been_called_itself(two: Region) -> None:
    request = situations.request_received(two.annecy, CLOSING + 5 * MINUTE)
    owed = due_of(request, "handle")
    now = CLOSING + 6 * MINUTE
    actions.relay_request(
        request_id=request.pk, to=Receiver(desk_id=two.lyon.desk.pk, shift="now"), word="à suivre",
        by=two.annecy.by, now=now,
    )  # fmt: skip
    assert owed == CLOSING + 20 * MINUTE
    assert due_of(request, "handle") == OPENING + 15 * MINUTE


def test_the_call_list_that_waited_for_the_morning_opens_where_somebody_is(two: Region) -> None:
    two.lyon.desk.policy = {"zone_wave_sizes": [1], "neighbour_wave_sizes": [1]}
    two.lyon.desk.save()
    request = situations.request_searching(two.lyon, CLOSING - HOUR)
    need = Need.objects.get(request=request)
    Wave.objects.filter(need=need).update(closed_at=CLOSING)
    Wave.objects.filter(need=need, opened_at=None).delete()
    Wave.objects.create(need=need, number=9, kind="call_list", opens_at=OPENING)
    run_until(CLOSING)
    request.refresh_from_db()
    assert request.desk_id == two.annecy.desk.pk
    assert not Wave.objects.filter(need=need, opened_at=None, opens_at=OPENING).exists()
    assert Wave.objects.filter(need=need, opened_at=CLOSING).exists()


def test_whoever_is_being_asked_keeps_her_window(two: Region) -> None:
    request = situations.request_searching(two.lyon, CLOSING - 10 * MINUTE)
    running = Wave.objects.get(need__request=request, opened_at__isnull=False)
    assert running.closes_at is not None
    given(two, request, CLOSING - 5 * MINUTE)
    planned = Wave.objects.get(need__request=request, opened_at=None)
    assert planned.opens_at >= running.closes_at
    assert Job.objects.filter(kind="desk.open_wave", done_at=None).get().run_at == planned.opens_at


def test_the_requester_hears_not_yet_when_the_open_desk_owes_it(two: Region) -> None:
    begun = CLOSING - HOUR  # found within two hours: Lyon would be closed by then
    request = situations.request_searching(two.lyon, begun - MINUTE)
    need = Need.objects.get(request=request)
    assert need.found_by == OPENING + HOUR
    run_until(CLOSING)
    need.refresh_from_db()
    assert need.found_by == begun + 2 * HOUR
    run_until(begun + 2 * HOUR)
    assert Callback.objects.filter(request=request, kind="not_found_yet").count() == 1
    run_until(OPENING + 2 * HOUR)
    assert Callback.objects.filter(request=request, kind="not_found_yet").count() == 1


def test_a_call_that_reached_nobody_is_tried_again_this_evening(two: Region) -> None:
    request = situations.request_found(two.lyon, QUARTER_PAST - 6 * MINUTE)
    word = Callback.objects.get(request=request, kind="found")
    actions.record_outcome(
        callback_id=word.pk, outcome="no_answer", by=two.lyon.by, now=CLOSING - 2 * MINUTE
    )
    assert due_of(request, "found") == OPENING + 30 * MINUTE
    run_until(CLOSING)
    assert due_of(request, "found") == CLOSING + 30 * MINUTE


def test_news_to_take_at_a_chosen_moment_stay_at_that_moment(two: Region) -> None:
    request = situations.request_received(two.lyon)
    chosen = OPENING + 5 * HOUR
    actions.owe_later_check(request_id=request.pk, due_at=chosen, by=two.lyon.by, now=MORNING)
    run_until(CLOSING)
    assert due_of(request, "later_check") == chosen


def test_what_is_late_stays_late(two: Region) -> None:
    request = situations.request_received(two.lyon)
    late = due_of(request, "handle")
    given(two, request, late + MINUTE)
    assert due_of(request, "handle") == late


@pytest.mark.parametrize("allowance", [10 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR])
def test_i7_carried_along_the_day_is_kept_by_somebody_and_no_later_than_there(
    two: Region, allowance: timedelta
) -> None:
    lyon, annecy = two.lyon.desk, two.annecy.desk
    far = Desk(timezone="Indian/Reunion", opening_hours=situations.HOURS)
    for quarter in range(4 * 40):
        since = MORNING + quarter * 15 * MINUTE
        for wait in (timedelta(0), 20 * MINUTE, 3 * HOUR):
            now = since + wait
            for before, after in ((lyon, annecy), (annecy, lyon), (lyon, far), (far, annecy)):
                owed = due(before, since, allowance)
                moment = carried(after, owed, since=since, allowance=allowance, now=now)
                if owed <= now:
                    assert moment == owed
                    continue
                assert moment > now
                assert moment <= max(owed, due(after, now, allowance))
                assert hours_of(after).is_open(moment)
                if hours_of(after).is_open(owed):
                    assert moment <= owed
