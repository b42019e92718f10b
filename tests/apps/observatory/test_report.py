"""What a desk's report says, to whom, and what it keeps silent."""

from datetime import date, timedelta

import pytest

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.observatory.periods import Period, around, free
from maillon.apps.observatory.queries.report import Report, Section, report
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from tests.access import cast
from tests.apps.observatory.crowd import Kind, crowd
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 5)
NOVEMBER = date(2026, 11, 9)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def read(world: DeskWorld, period: Period, viewer: Viewer | None = None) -> Report:
    return report(viewer or world.by, world.desk.pk, period, now=MORNING)


def section(shown: Report, code: str) -> Section:
    found = shown.section(code)
    assert found is not None
    return found


def figures(shown: Report, code: str) -> dict[str, int | None]:
    return {one.key: one.count for one in section(shown, code).figures}


def test_a_month_says_how_many_who_asked_what_and_where(world: DeskWorld) -> None:
    crowd(world, [
        Kind(NOVEMBER, 20),
        Kind(NOVEMBER, 15, requester="gp", need="insulin", commune="42186"),
    ])  # fmt: skip
    shown = read(world, around("month", NOVEMBER))
    assert shown.total == 35
    assert figures(shown, "kind") == {"hospital": 20, "gp": 15}
    assert figures(shown, "need") == {"dressing": 20, "insulin": 15}
    assert figures(shown, "place") == {"42207": 20, "42186": 15}


def test_a_small_line_is_withheld_with_a_second_one_that_would_give_it_back(
    world: DeskWorld,
) -> None:
    crowd(world, [
        Kind(NOVEMBER, 40),
        Kind(NOVEMBER, 12, requester="gp"),
        Kind(NOVEMBER, 3, requester="nurse"),
    ])  # fmt: skip
    shown = read(world, around("year", NOVEMBER))
    assert figures(shown, "kind") == {"hospital": 40, "gp": None, "nurse": None}
    assert section(shown, "kind").rest == 15


def test_a_year_of_ten_requests_says_nothing(world: DeskWorld) -> None:
    crowd(world, [Kind(NOVEMBER, 10)])
    shown = read(world, around("year", NOVEMBER))
    assert (shown.total, shown.sections, shown.pieces, shown.delays) == (None, (), (), ())


def test_one_day_more_never_tells_that_day(world: DeskWorld) -> None:
    days = [Kind(date(2026, 11, 1) + timedelta(days=i), 5) for i in range(22)]
    crowd(world, days)
    shorter = read(world, free(date(2026, 11, 1), date(2026, 11, 14)))
    longer = read(world, free(date(2026, 11, 1), date(2026, 11, 15)))
    assert shorter.total is not None
    assert longer.total is not None
    assert longer.total == shorter.total or longer.total - shorter.total >= 11
    assert shorter.widened or longer.widened


def test_a_month_is_compared_with_the_one_before(world: DeskWorld) -> None:
    crowd(world, [Kind(OCTOBER, 30), Kind(NOVEMBER, 45)])
    shown = read(world, around("month", NOVEMBER))
    assert (shown.total, shown.before) == (45, 30)
    assert [one.before for one in section(shown, "kind").figures] == [30]


def test_a_period_before_that_is_too_small_is_not_compared(world: DeskWorld) -> None:
    crowd(world, [Kind(OCTOBER, 4), Kind(NOVEMBER, 45)])
    shown = read(world, around("month", NOVEMBER))
    assert shown.before is None


def test_pieces_add_up_to_the_whole(world: DeskWorld) -> None:
    crowd(world, [Kind(date(2026, 11, 1) + timedelta(days=i), 4) for i in range(20)])
    shown = read(world, around("month", NOVEMBER))
    assert sum(piece.count for piece in shown.pieces) == shown.total == 80
    assert all(piece.count == 0 or piece.count >= 11 for piece in shown.pieces)


def test_what_requests_became_and_how_long_it_took() -> None:
    world = situations.saint_chamond()
    crowd(world, [
        Kind(TODAY, 14, closing="redirected", closed_at=MORNING),
        Kind(TODAY, 30, closing="samu15", closed_at=MORNING),
    ])  # fmt: skip
    shown = read(world, around("month", TODAY))
    assert figures(shown, "became") == {"samu15": 30, "redirected": 14}
    assert [delay.median for delay in shown.delays] == [None] * 4


def test_who_answers_and_who_manages_read_the_same_figures_and_nobody_else_does() -> None:
    here, there = cast.here(), cast.there()
    crowd(here.world, [Kind(NOVEMBER, 20)])
    period = around("year", NOVEMBER)
    seen = {}
    for person, account in here.people.items():
        viewer = viewer_of(account, now=MORNING)
        try:
            seen[person] = read(here.world, period, viewer)
        except NotFound:
            continue
    assert set(seen) == {"agent", "lead", "manager"}
    assert {one.may_open for name, one in seen.items() if name != "manager"} == {True}
    assert not seen["manager"].may_open
    assert len({(one.total, one.sections) for one in seen.values()}) == 1
    for account in there.people.values():
        with pytest.raises(NotFound):
            read(here.world, period, viewer_of(account, now=MORNING))
