"""D10: a request counts where it was received, whoever holds it; the page says who took over."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.actions import Receiver
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.proportions import desk_counts
from maillon.apps.observatory.invariants import INVARIANTS
from maillon.apps.observatory.periods import around
from maillon.apps.observatory.queries.opened import opened
from maillon.apps.observatory.queries.report import Report, report
from maillon.kernel import clock, jobs
from tests.apps.observatory.test_files import cells
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.region import CLOSING, OPENING, Region, region

pytestmark = pytest.mark.django_db
MONTH = around("month", TODAY)
AFTERNOON = MORNING + timedelta(hours=4)
EVENING = CLOSING + timedelta(minutes=1)


@pytest.fixture
def two() -> Region:
    """Lyon received twenty-three, Annecy twelve."""
    found = region()
    for world, count in ((found.lyon, 23), (found.annecy, 12)):
        for _ in range(count):
            situations.request_received(world, duplicate_seen=True)
    return found


def read(world: DeskWorld, now: datetime = AFTERNOON) -> Report:
    return report(world.by, world.desk.pk, MONTH, now=now)


def of_lyon(two: Region) -> list[ServiceRequest]:
    return list(ServiceRequest.objects.filter(received_desk=two.lyon.desk).order_by("number"))


def give(two: Region, count: int) -> None:
    for request in of_lyon(two)[:count]:
        to = Receiver(desk_id=two.annecy.desk.pk)
        actions.relay_request(
            request_id=request.pk, to=to, word="à suivre", by=two.lyon.by, now=AFTERNOON
        )


def received_figures(shown: Report) -> dict[str, list[tuple[str, int | None]]]:
    told = {one.code: one for one in shown.sections if one.code not in ("hands", "told", "became")}
    return {
        "all": [("all", shown.total)],
        **{code: [(line.key, line.count) for line in one.figures] for code, one in told.items()},
    }


def test_d10_a_request_passed_on_moves_no_figure_of_what_was_received(two: Region) -> None:
    worlds = (two.lyon, two.annecy)
    before = [received_figures(read(world)) for world in worlds]
    give(two, 12)
    assert [received_figures(read(world)) for world in worlds] == before
    assert [read(world).total for world in worlds] == [23, 12]


def test_d10_what_became_of_it_counts_where_it_was_received(two: Region) -> None:
    give(two, 12)
    for request in of_lyon(two)[:12]:
        actions.cancel_need(
            need_id=request.needs.get().pk, reason="mistake", by=two.annecy.by, now=AFTERNOON
        )
    became = read(two.lyon).section("became")
    assert became is not None
    assert [(one.key, one.count) for one in became.figures] == [("cancelled", 12), ("open", 11)]
    there = read(two.annecy).section("became")
    assert there is not None
    assert [(one.key, one.count) for one in there.figures] == [("open", 12)]


def test_d10_a_night_elsewhere_and_the_way_back_move_nothing(two: Region) -> None:
    start = read(two.lyon, AFTERNOON)
    seen = []
    for moment in (EVENING, OPENING + timedelta(minutes=1)):
        with clock.frozen(moment):
            while jobs.run_due(moment):
                pass
        held = ServiceRequest.objects.filter(desk=two.annecy.desk).count()
        seen.append((held, received_figures(read(two.lyon, moment))))
        said = [one for check in INVARIANTS.values() for one in check(moment)]
        assert said == []
    assert [held for held, _ in seen] == [35, 12]
    assert all(figures == received_figures(start) for _, figures in seen)
    hands = read(two.lyon, OPENING + timedelta(minutes=1)).section("hands")
    assert hands is not None
    assert [(one.label, one.count) for one in hands.figures] == [("passées au Poste d’Annecy", 23)]


def test_d10_both_pages_say_how_many_changed_hands(two: Region) -> None:
    give(two, 12)
    lyon, annecy = read(two.lyon), read(two.annecy)
    hands = lyon.section("hands")
    assert hands is not None
    assert [(one.label, one.count) for one in hands.figures] == [
        ("passées au Poste d’Annecy", 12), ("suivies par ce poste seul", 11),
    ]  # fmt: skip
    assert [(one.desk, one.count) for one in annecy.taken] == [("Poste de Lyon", 12)]
    assert lyon.taken == ()
    client = Client()
    client.force_login(two.annecy.agent)
    query = {"periode": "month", "jour": TODAY.isoformat()}
    with clock.frozen(AFTERNOON):
        page = client.get(reverse("report"), query).content.decode()
        book = cells(client.get(reverse("report-xlsx"), query).content)
    assert "comptées chez lui\xa0: Poste de Lyon, 12." in page
    assert "Reprises du Poste de Lyon, comptées chez lui" in {cell.value for cell in book}


@pytest.mark.parametrize("few", [3, 20])
def test_d10_what_one_report_withholds_the_other_does_not_tell(two: Region, few: int) -> None:
    give(two, few)
    hands = read(two.lyon).section("hands")
    assert hands is not None
    assert [one.count for one in hands.figures] == []
    assert read(two.annecy).taken == ()


def test_d10_a_request_held_elsewhere_opens_by_its_number_alone(two: Region) -> None:
    give(two, 12)
    found = opened(
        two.lyon.by, two.lyon.desk.pk, MONTH, table="all", key="all", page=1, now=AFTERNOON
    )
    away = [line for line in found.lines if line.away]
    assert (len(found.lines), len(away)) == (23, 12)
    assert {(line.readable, line.title, line.place, line.away) for line in away} == {
        (False, "", "", "Poste d’Annecy")
    }
    client = Client()
    client.force_login(two.lyon.agent)
    with clock.frozen(AFTERNOON):
        query = {"poste": str(two.lyon.desk.pk), "periode": "month", "jour": TODAY.isoformat()}
        page = client.get(reverse("report-figure"), query).content.decode()
    assert page.count("tenue par un autre poste : Poste d’Annecy") == 12
    assert not any(reverse("request", args=[line.id]) in page for line in away)


def test_a_desk_alone_has_no_table_of_what_changed_hands() -> None:
    world = situations.saint_chamond()
    for _ in range(12):
        situations.request_received(world, duplicate_seen=True)
    assert read(world).section("hands") is None


def test_d13_what_a_desk_lives_is_what_it_receives(two: Region) -> None:
    give(two, 12)
    assert desk_counts(two.lyon.desk, now=EVENING)["requests"] == 23
    assert desk_counts(two.annecy.desk, now=EVENING)["requests"] == 12
