"""I16: clocks that jump, nights that last 23 or 25 hours, 29 February: no timer lost or doubled."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from maillon.apps.desk.models import Callback, Offer, ServiceRequest, Wave
from maillon.apps.journal.models import Entry
from maillon.apps.messaging import providers
from maillon.apps.messaging.models import OutboxMessage
from maillon.engines.dispatch import Policy
from maillon.kernel import clock
from maillon.kernel.models import Job
from maillon.project import worker
from maillon.project.invariants import check_all
from tests.apps.messaging.gateway import Gateway
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(7)}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    before, own = providers.current(), Gateway()
    providers.use(own)
    yield own
    providers.use(before)


def at_work(start: datetime) -> tuple[DeskWorld, ServiceRequest]:
    """A desk open day and night, and one search that begins at ``start``."""
    world = situations.saint_chamond(policy={"quiet_start": "00:00", "quiet_end": "00:00"})
    world.desk.opening_hours = ALWAYS
    world.desk.save()
    return world, situations.request_searching(world, start, duplicate_seen=True)


def live(moments: list[datetime]) -> None:
    """The worker turns at each of these moments until nothing more is due, whatever their order."""
    for moment in moments:
        with clock.frozen(moment):
            while worker.turn():
                pass


def steps(start: datetime, end: datetime, step: timedelta) -> list[datetime]:
    count = int((end - start) / step)
    return [start + step * number for number in range(1, count + 1)]


def assert_each_once(at: datetime, gateway: Gateway) -> None:
    """Every wave, offer, word and message once; nothing due is left; every invariant holds."""
    opened = [entry.data["wave"] for entry in Entry.objects.filter(act="desk.wave_opened")]
    assert len(opened) == len(set(opened)) == Wave.objects.exclude(opened_at=None).count()
    asked = Counter(Offer.objects.values_list("need_id", "responder_id"))
    assert set(asked.values()) == {1}
    assert Callback.objects.filter(kind="not_found_yet").count() <= 1
    assert len(gateway.keys()) == len(set(gateway.keys()))
    assert set(gateway.keys()) == set(
        OutboxMessage.objects.filter(state="sent").values_list("key", flat=True)
    )
    assert not Job.objects.filter(run_at__lte=at, done_at=None).exists()
    assert {name: lines for name, lines in check_all(at).items() if lines} == {}


JUMPS: dict[str, list[timedelta]] = {
    "one hour back": [-HOUR],
    "one hour on": [HOUR],
    "three days on": [3 * DAY],
    "back, then on, then three days": [-HOUR, HOUR, 3 * DAY],
    "on, then back": [HOUR, -HOUR],
}


@pytest.mark.parametrize("name", JUMPS)
def test_a_clock_that_jumps_loses_and_doubles_nothing(name: str, gateway: Gateway) -> None:
    at_work(MORNING)
    moments = steps(MORNING, MORNING + timedelta(minutes=20), timedelta(minutes=5))
    for jump in JUMPS[name]:
        landed = moments[-1] + jump
        moments += [
            landed, *steps(landed, landed + timedelta(minutes=20), timedelta(minutes=5)),
        ]  # fmt: skip
    live(moments)
    end = max(moments) + 3 * DAY
    live(steps(moments[-1], end, timedelta(hours=4)))
    assert_each_once(end, gateway)
    assert Callback.objects.filter(kind="not_found_yet").count() == 1


def test_i16_the_evening_closes_though_it_was_once_three_days_later(gateway: Gateway) -> None:
    world = situations.saint_chamond()
    request = situations.request_received(world, MORNING)
    seen = None
    for moment in (MORNING, MORNING + 3 * DAY, MORNING + HOUR, MORNING + 2 * HOUR):
        with clock.frozen(moment):
            seen = worker.watch(seen)
            worker.turn()
    request.refresh_from_db()
    assert request.owner_account_id == world.agent.pk
    live([datetime(2026, 11, 24, 18, 30, tzinfo=UTC)])
    request.refresh_from_db()
    assert request.owner_account_id is None, "nothing stays with somebody who has gone home"
    assert request.owner_shift is not None


@pytest.mark.parametrize(
    "start",  # a quarter of an hour before the clocks change
    [
        pytest.param(datetime(2026, 10, 25, 0, 45, tzinfo=UTC), id="2026-10-25, 25 hours"),
        pytest.param(datetime(2027, 3, 28, 0, 45, tzinfo=UTC), id="2027-03-28, 23 hours"),
        pytest.param(datetime(2028, 2, 28, 22, 45, tzinfo=UTC), id="2028-02-29"),
    ],
)
def test_a_night_that_is_not_like_the_others_does_everything_once(
    start: datetime, gateway: Gateway
) -> None:
    _, request = at_work(start)
    end = start + timedelta(hours=30)
    live(steps(start, end, timedelta(minutes=10)))
    assert_each_once(end, gateway)
    first = Wave.objects.filter(need__request=request).earliest("number")
    assert first.opened_at is not None
    assert first.closes_at is not None
    # A window is lived time: the hour that comes twice, or never, does not stretch or cut it.
    assert first.closes_at - first.opened_at == Policy.default().exclusive_window.today
