"""I19, afterwards: whether somebody was seen while the desk was open, and what nobody can say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.attended import Attended
from maillon.apps.desk.checks import CHECKS
from maillon.apps.desk.models import Desk, Sitting
from maillon.apps.desk.queries.attendance import desk_attendance
from maillon.apps.desk.queries.settings import desk_settings
from maillon.errors import NotFound
from maillon.kernel import clock, uptime
from maillon.kernel.access import AccountViewer
from maillon.kernel.models import Uptime
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SAW = "I19 quelqu’un a été vu à chaque ouverture"
HOURS = {str(day): [["09:00", "12:00"]] for day in range(5)}
OPENING = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday, nine at the desk
NOON = OPENING + timedelta(hours=3)
TWENTY = timedelta(seconds=20)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond(opening_hours=HOURS, synthetic=False)


@pytest.fixture
def colleague(world: DeskWorld) -> AccountViewer:
    return viewer_of(world.colleague, now=MORNING)


def at(minute: float) -> datetime:
    return OPENING + timedelta(minutes=minute)


def hears(began: float, until: float) -> None:
    """The web is there, and says so each minute."""
    now = at(began)
    while now <= at(until):
        uptime.note(now)
        now += uptime.EVERY


def sits(world: DeskWorld, who: AccountViewer, began: float, until: float) -> None:
    """Her page speaks every twenty seconds."""
    now = at(began)
    while now <= at(until):
        actions.be_present(desk_id=world.desk.pk, request_id=None, by=who, now=now)
        now += TWENTY


def read(world: DeskWorld, now: datetime = NOON) -> Attended | None:
    who = Account.objects.filter(name="Maud Serre").first()
    lead = who or situations.account("Maud Serre", world.desk, "lead")
    return desk_attendance(viewer_of(lead, now=MORNING), world.desk.pk, now=now)


def told(world: DeskWorld, now: datetime = NOON) -> Attended:
    found = read(world, now)
    assert found is not None
    return found


def verified(now: datetime = NOON) -> list[str]:
    return list(CHECKS[SAW](now))


def test_a_sitting_is_one_row_moved_once_a_minute(world: DeskWorld) -> None:
    with CaptureQueriesContext(connection) as asked:
        sits(world, world.by, 0, 60)
    (row,) = Sitting.objects.all()
    assert (row.account_id, row.began_at) == (world.by.account_id, at(0))
    assert at(59) <= row.until <= at(60)
    writes = [one["sql"] for one in asked if Sitting._meta.db_table in one["sql"]]
    assert len(writes) <= 62, "of 181 signs of life"


def test_a_short_silence_is_the_same_sitting_and_a_lunch_is_not(world: DeskWorld) -> None:
    sits(world, world.by, 0, 10)
    sits(world, world.by, 14, 20)
    sits(world, world.by, 60, 61)
    assert [row.began_at for row in Sitting.objects.order_by("pk")] == [at(0), at(60)]


def test_i19_several_agents_who_overlap_hold_the_desk_together(
    world: DeskWorld, colleague: AccountViewer
) -> None:
    hears(-5, 181)
    sits(world, world.by, -5, 95)
    sits(world, colleague, 60, 180)
    assert verified() == []
    assert (told(world).what.held, told(world).what.opened) == (timedelta(hours=3),) * 2


def test_i19_an_absence_longer_than_a_quarter_of_an_hour_is_told_with_its_hours(
    world: DeskWorld,
) -> None:
    hears(-5, 181)
    sits(world, world.by, -5, 60)
    sits(world, world.by, 100, 150)
    sits(world, world.by, 163, 180)
    assert verified() == [
        f"{world.desk.name}, ouvert : personne n’a été vu au poste du 24/11 à 09:01 "
        "au 24/11 à 09:40 UTC"
    ]


def test_i19_a_server_that_was_down_saw_nobody_and_says_so(world: DeskWorld) -> None:
    hears(-5, 60)
    sits(world, world.by, -5, 60)
    hears(120, 181)
    sits(world, world.by, 120, 180)
    assert verified() == []
    what = told(world).what
    assert (what.absent, what.held) == ((), timedelta(hours=2, minutes=1) - timedelta(minutes=1))
    assert [(began, until) for began, until in what.unknown] == [(at(60), at(120))]


def test_i19_before_the_first_sitting_nothing_is_known(world: DeskWorld) -> None:
    hears(-5000, 181)
    assert verified() == []
    assert read(world) is None
    sits(world, world.by, 60, 180)
    assert verified() == []
    assert (told(world).since, told(world).why) == (at(60), "recording")


def test_i19_a_clock_that_jumped_an_hour_accuses_nobody(world: DeskWorld) -> None:
    hears(-5, 30)
    sits(world, world.by, -5, 30)
    for began, until in ((90, 120), (61, 181)):  # an hour ahead for half an hour, then right
        hears(began, until)
        sits(world, world.by, began, until)
    assert verified() == []
    assert told(world).what.absent == ()
    Uptime.objects.all().delete()
    Sitting.objects.all().delete()
    hears(-5, 90)
    sits(world, world.by, -5, 90)
    for began, until in ((30, 60), (121, 181)):  # an hour behind for half an hour, then right
        hears(began, until)
        sits(world, world.by, began, until)
    assert verified() == []
    assert told(world).what.unknown


def test_i19_closed_days_and_nights_ask_for_nobody(world: DeskWorld) -> None:
    hears(-2, 181)
    sits(world, world.by, -2, 180)
    Desk.objects.update(closed_days=["2026-11-25"])
    uptime.note(at(181), silence=timedelta(days=9))
    uptime.note(NOON + timedelta(days=1), silence=timedelta(days=9))
    assert verified(NOON + timedelta(days=1)) == []
    Desk.objects.update(closed_days=[])
    (sentence,) = verified(NOON + timedelta(days=1))
    assert "du 25/11 à 08:00 au 25/11 à 11:00 UTC" in sentence


def test_i19_hours_that_changed_are_not_held_against_the_day_before(world: DeskWorld) -> None:
    hears(-5, 241)
    sits(world, world.by, -5, 180)
    lead = viewer_of(situations.account("Maud Serre", world.desk, "lead"), now=MORNING)
    page = desk_settings(lead, world.desk.pk, now=NOON)
    new = actions.NewSettings(
        seen=page.revision, timezone=page.timezone,
        opening_hours={str(day): [["07:00", "13:00"]] for day in range(5)},
        closed_notice="", evening_desk_id=None, policy={},
    )  # fmt: skip
    actions.change_settings(desk_id=world.desk.pk, new=new, by=lead, now=NOON)
    assert verified(NOON + timedelta(minutes=14)) == []
    assert len(verified(NOON + timedelta(hours=1))) == 1, "the new hours hold from now on"
    found = told(world, NOON + timedelta(minutes=14))
    assert (found.since, found.why) == (NOON, "hours")


def test_a_demonstration_never_closes_and_is_not_verified(world: DeskWorld) -> None:
    hears(-5, 181)
    sits(world, world.by, -5, 0)
    assert len(verified()) == 1
    Desk.objects.update(synthetic=True)
    assert verified() == []


def shown(lead: Account) -> str:
    client = Client()
    client.force_login(lead)
    with clock.frozen(NOON):
        page = client.get(reverse("desk-settings")).content.decode()
    section = page[page.index('id="held"') :]
    return section[: section.index("Derniers changements")]


def test_whoever_leads_reads_it_without_a_name(world: DeskWorld) -> None:
    lead = situations.account("Maud Serre", world.desk, "lead")
    assert "On ne sait pas encore" in shown(lead)
    hears(-5, 181)
    sits(world, world.by, 0, 60)
    sits(world, world.by, 100, 180)
    section, nb = shown(lead), "\u00a0"
    assert f"Poste tenu : 2{nb}h{nb}21 sur 3{nb}h d’ouverture, depuis le mardi 24" in section
    assert f"mardi 24 novembre, de 10{nb}h{nb}01 à 10{nb}h{nb}40 : personne n’a été vu" in section
    assert "Avant, on ne sait pas" in section
    assert world.agent.name not in section


def test_an_agent_and_a_stranger_do_not_read_it(world: DeskWorld) -> None:
    elsewhere = situations.account("Ada Loin", situations.elsewhere().desk, "lead")
    for account in (world.agent, elsewhere):
        with pytest.raises(NotFound):
            desk_attendance(viewer_of(account, now=MORNING), world.desk.pk, now=NOON)
