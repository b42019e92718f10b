"""I16, I7: closings and openings on the desk's own clock, overseas and on changing nights."""

from datetime import UTC, datetime, timedelta

import pytest

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk.actions.owning import shift_after, shift_at
from maillon.apps.desk.actions.watching import watch_all, watch_closing
from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.relays import receivers
from maillon.apps.desk.timing import next_closing
from maillon.kernel.models import Job
from tests.factories import desk as situations
from tests.factories.region import overseas

pytestmark = pytest.mark.django_db
ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(7)}
NIGHT = {str(day): [["00:00", "02:30"]] for day in range(7)}


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("zone", "insee", "closing", "opening"),
    [
        ("America/Martinique", "97209", at(2026, 11, 24, 23, 30), at(2026, 11, 25, 13)),
        ("Indian/Reunion", "97411", at(2026, 11, 24, 15, 30), at(2026, 11, 25, 5)),
        ("Europe/Paris", "42207", at(2026, 11, 24, 18, 30), at(2026, 11, 25, 8)),
    ],
)
def test_i16_a_desk_closes_and_opens_on_its_own_clock(
    zone: str, insee: str, closing: datetime, opening: datetime
) -> None:
    desk = overseas("Poste des îles", "Îles", insee, zone)
    noon = closing - timedelta(hours=6)
    assert next_closing(desk, noon) == closing
    assert shift_at(desk, noon).ends_at == closing
    assert shift_after(desk, noon).starts_at == opening
    assert shift_at(desk, closing).starts_at == opening, "at night, the next shift"


@pytest.mark.parametrize(
    ("before", "closing"),
    [
        (at(2026, 10, 24, 12), at(2026, 10, 24, 17, 30)),
        (at(2026, 10, 26, 12), at(2026, 10, 26, 18, 30)),
        (at(2027, 3, 27, 12), at(2027, 3, 27, 18, 30)),
        (at(2027, 3, 29, 12), at(2027, 3, 29, 17, 30)),
    ],
)
def test_i16_half_past_seven_is_the_wall_clock_s_before_and_after_the_change(
    before: datetime, closing: datetime
) -> None:
    assert next_closing(overseas("Poste", "Gier", "42207", "Europe/Paris"), before) == closing


def test_i16_a_closing_in_the_hour_that_comes_twice_or_not_at_all_is_still_one() -> None:
    desk = overseas("Poste de nuit", "Nuit", "42207", "Europe/Paris")
    desk.opening_hours = NIGHT
    assert next_closing(desk, at(2026, 10, 24, 22, 30)) == at(2026, 10, 25, 1, 30)
    assert next_closing(desk, at(2027, 3, 27, 23, 30)) == at(2027, 3, 28, 1, 30)


def test_a_desk_that_never_closes_has_no_closing_and_a_next_shift_at_midnight() -> None:
    desk = overseas("Poste", "Gier", "42207", "Europe/Paris")
    desk.opening_hours = ALWAYS
    now = at(2026, 11, 24, 12)
    assert next_closing(desk, now) is None
    watch_closing(desk, now)
    assert not Job.objects.exists()
    assert shift_after(desk, now).starts_at == at(2026, 11, 24, 23)


def test_i7_the_closing_is_planned_once_however_many_requests_come() -> None:
    world = situations.saint_chamond()
    for _ in range(3):
        situations.request_received(world, duplicate_seen=True)
    assert Job.objects.filter(kind="desk.closing").count() == 1


def test_the_next_shift_is_said_on_the_desk_s_clock() -> None:
    desk: Desk = overseas("Poste de la Réunion", "Réunion", "97411", "Indian/Reunion")
    agent = viewer_of(situations.account("Inès Hoarau", desk), now=at(2026, 11, 24, 8))
    now = at(2026, 11, 24, 14)  # 18:00 there
    hints = [one.hint.replace("\xa0", " ") for one in receivers(agent, desk.pk, now=now).shifts]
    assert hints == ["à prendre par qui est là", "demain à 9 h 00"]


def test_requests_older_than_the_timer_have_theirs_when_a_worker_starts() -> None:
    now = situations.MORNING
    world = situations.saint_chamond()
    situations.elsewhere()  # holds nothing: nothing to close
    situations.request_received(world, now=now)
    Job.objects.filter(kind="desk.closing").delete()  # opened before there was such a timer
    assert [watch_all(now), watch_all(now)] == [1, 1]
    (job,) = Job.objects.filter(kind="desk.closing")
    assert job.payload == {"desk": str(world.desk.pk)}
    assert job.run_at == next_closing(world.desk, now)
