"""What the report publishes tells nobody apart, whatever is subtracted from what."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from maillon.engines.secrecy import FLOOR, Daily, Span, Table, classify, divide, pieces, publish

YEAR, NEXT = date(2026, 1, 1), date(2027, 1, 1)
Cases = dict[str, dict[date, int]]


def counts_of(cases: Mapping[str, Mapping[date, int]]) -> dict[str, Daily]:
    return {name: Daily.of(days) for name, days in cases.items()}


def total_of(cases: Cases) -> Daily:
    days: dict[date, int] = {}
    for row in cases.values():
        for day, n in row.items():
            days[day] = days.get(day, 0) + n
    return Daily.of(days)


def years_of(cases: Cases, years: Iterable[int] = (2026,)) -> list[Span]:
    total = total_of(cases)
    spans = [divide(total, date(year, 1, 1), date(year + 1, 1, 1)) for year in years]
    return [span for span in spans if span is not None]


def told(cases: Cases, start: date, end: date, years: Iterable[int] = (2026,)) -> Table | None:
    return publish(years_of(cases, years), counts_of(cases), start, end)


def leaves(span: Span) -> Iterator[Span]:
    if not span.parts:
        yield span
    for part in span.parts:
        yield from leaves(part)


@st.composite
def worlds(draw: st.DrawFn) -> Cases:
    """A few categories over the days of a few weeks that see months and quarters change."""
    starts = draw(st.sampled_from([date(2026, 3, 20), date(2026, 5, 27), date(2026, 6, 24)]))
    days = [starts + timedelta(days=3 * i) for i in range(draw(st.integers(2, 7)))]
    names = [f"c{i}" for i in range(draw(st.integers(2, 5)))]
    size = st.one_of(st.integers(0, 4), st.integers(0, 14), st.just(0))
    return {name: {day: draw(size) for day in days} for name in names}


class Attacker:
    """Knows every figure ever published, and that a count is a whole number, never negative."""

    def __init__(self, cases: Cases, year: Span) -> None:
        self.counts = counts_of(cases)
        self.words = classify(year, self.counts)
        self.blocks = list(leaves(year))
        self.names = sorted(cases)
        self.rows: list[Any] = []
        self.values: list[int] = []
        for piece, shown in self.words.items():
            self.hear(piece, shown)
        # Where something is told of a year, what is not told is known not to be empty.
        aside = [name for name in cases if name not in self.words[year]] if self.words[year] else []
        self.sure = [self.cells({name}, year) for name in aside]

    def cells(self, names: Iterable[str], span: Span) -> Any:
        row = np.zeros((len(self.names), len(self.blocks)))
        for name in names:
            for place, block in enumerate(self.blocks):
                if span.start <= block.start and block.end <= span.end:
                    row[self.names.index(name), place] = 1
        return row.ravel()

    def true(self, names: Iterable[str], span: Span) -> int:
        return sum(self.counts[name].between(span.start, span.end) for name in names)

    def hear(self, piece: Span, shown: frozenset[str]) -> None:
        for names in [*({name} for name in shown), set(self.names) - shown]:
            self.rows.append(self.cells(names, piece))
            self.values.append(self.true(names, piece))

    def hidden(self) -> Iterator[tuple[str, Span]]:
        """The small cells, those whose value would tell somebody apart."""
        for piece, shown in self.words.items():
            for name in self.names:
                if name not in shown and 0 < self.true({name}, piece) < FLOOR:
                    yield name, piece

    def bounds(self, name: str, span: Span) -> tuple[int, int]:
        """The least and the most this cell can be, given all that is known."""
        known = [LinearConstraint(np.array(self.rows), self.values, self.values)]
        known += [LinearConstraint(row, 1, np.inf) for row in self.sure]
        aim = self.cells({name}, span)
        ends = []
        for sign in (1, -1):
            found = milp(sign * aim, constraints=known, integrality=np.ones_like(aim))
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


@pytest.mark.slow
@settings(max_examples=8)
@given(worlds())
def test_an_attacker_who_reads_every_table_is_left_with_eleven_possible_values(
    cases: Cases,
) -> None:
    for year in years_of(cases):
        attacker = Attacker(cases, year)
        for name, piece in attacker.hidden():
            least, most = attacker.bounds(name, piece)
            assert most - least >= FLOOR - 1, (name, piece, least, most)


@given(worlds(), st.data())
def test_no_two_periods_subtracted_give_a_small_count(cases: Cases, data: st.DataObject) -> None:
    days, counts = st.dates(date(2026, 3, 1), date(2026, 7, 20)), counts_of(cases)

    def table() -> Table | None:
        start, end = sorted((data.draw(days), data.draw(days)))
        return told(cases, start, end) if start < end else None

    one, other = table(), table()
    if one is None or other is None:
        return
    for name in {*one.shown} & {*other.shown}:
        low, high = max(one.start, other.start), min(one.end, other.end)
        common = counts[name].between(low, high) if low <= high else 0
        for seen in (one.shown[name], other.shown[name]):
            assert seen == common or seen - common >= FLOOR


@given(worlds())
def test_every_figure_is_true_zero_or_at_least_eleven(cases: Cases) -> None:
    found = told(cases, YEAR, NEXT)
    total = sum(sum(days.values()) for days in cases.values())
    if found is None:
        assert 0 < total < FLOOR
        return
    assert found.total == total == sum(found.shown.values()) + found.rest
    for name, n in found.shown.items():
        assert n == sum(cases[name].values())
        assert n == 0 or n >= FLOOR


@given(worlds(), st.integers(1, 40))
def test_pieces_tile_the_year_and_hold_nobody_or_enough(cases: Cases, most: int) -> None:
    total = total_of(cases)
    for year in years_of(cases):
        for level in (list(leaves(year)), pieces([year], YEAR, NEXT, most)):
            assert (level[0].start, level[-1].end) == (YEAR, NEXT)
            assert all(a.end == b.start for a, b in pairwise(level))
            counted = [total.between(one.start, one.end) for one in level]
            assert all(n == 0 or n >= FLOOR for n in counted)
        assert len(pieces([year], YEAR, NEXT, most)) <= most


def steady(per_day: Mapping[str, int]) -> Cases:
    days = [YEAR + timedelta(days=i) for i in range(365)]
    return {name: dict.fromkeys(days, n) for name, n in per_day.items()}


def test_a_month_is_itself_where_there_are_enough() -> None:
    cases = steady({"hospital": 12, "gp": 1})
    found = told(cases, date(2026, 3, 1), date(2026, 4, 1))
    assert found is not None
    assert (found.start, found.end) == (date(2026, 3, 1), date(2026, 4, 1))
    assert (found.shown, found.hidden) == ({"hospital": 31 * 12, "gp": 31}, frozenset())


def test_one_small_category_takes_another_with_it() -> None:
    cases: Cases = {"a": {YEAR: 40}, "b": {YEAR: 20}, "c": {YEAR: 3}}
    found = told(cases, YEAR, NEXT)
    assert found is not None
    assert (dict(found.shown), found.hidden, found.rest) == ({"a": 40}, frozenset("bc"), 23)


def test_a_day_too_many_widens_the_period_rather_than_tell_one_day() -> None:
    cases: Cases = {"a": {date(2026, 5, day): 5 for day in range(1, 31)}}
    found = told(cases, date(2026, 5, 4), date(2026, 5, 12))
    assert found is not None
    assert found.start <= date(2026, 5, 4)
    assert found.end >= date(2026, 5, 12)
    assert (found.end - found.start).days < 16


def test_a_year_with_ten_requests_says_nothing() -> None:
    cases: Cases = {"a": {YEAR: 4}, "b": {YEAR + timedelta(days=40): 6}}
    assert years_of(cases) == []
    assert told(cases, YEAR, NEXT) is None


def test_two_years_show_what_both_show() -> None:
    later = date(2027, 2, 1)
    cases: Cases = {"a": {YEAR: 40, later: 40}, "b": {YEAR: 30, later: 3}, "c": {later: 20}}
    found = told(cases, YEAR, date(2028, 1, 1), (2026, 2027))
    assert found is not None
    assert found.shown == {"a": 80}
    assert found.rest == 53


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Daily.of({YEAR: -1})


def test_a_year_too_small_is_refused_rather_than_told() -> None:
    with pytest.raises(ValueError, match="too few"):
        classify(Span(YEAR, NEXT), counts_of({"a": {YEAR: 3}}))
