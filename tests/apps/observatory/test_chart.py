"""The bars of the report: as wide as their days, as high as their requests per day, names apart."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.observatory.queries.report import Piece
from maillon.apps.observatory.web.chart import APART, HEIGHT, LETTER, WIDTH, chart

START = date(2026, 11, 1)
Pieces = list[tuple[int, int]]


def pieces(lengths: Pieces) -> list[Piece]:
    found, day = [], START
    for days, count in lengths:
        found.append(Piece(day, day + timedelta(days=days - 1), count))
        day += timedelta(days=days)
    return found


def test_a_long_piece_does_not_pass_for_a_busy_one() -> None:
    long, short = chart(pieces([(10, 20), (2, 12)])).bars
    assert long.height < short.height == HEIGHT
    assert long.width > short.width


def test_uneven_pieces_are_said_to_be_uneven_and_months_are_not() -> None:
    assert not chart(pieces([(10, 20), (1, 12)])).even
    assert chart(pieces([(31, 20), (28, 12)])).even


def test_an_empty_report_draws_nothing() -> None:
    assert chart([]).bars == ()


@given(st.lists(st.tuples(st.integers(1, 31), st.integers(0, 500)), min_size=1, max_size=31))
def test_bars_follow_each_other_inside_the_drawing_and_names_never_touch(lengths: Pieces) -> None:
    bars = chart(pieces(lengths)).bars
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.2 for bar in bars)
    assert all(a.x + a.width <= b.x + 0.2 for a, b in itertools.pairwise(bars))
    assert all(bar.y >= 0 and bar.height <= HEIGHT for bar in bars)
    named = [bar for bar in bars if bar.tick]
    for a, b in itertools.pairwise(named):
        room = (len(a.tick) + len(b.tick)) * LETTER / 2
        assert b.middle - a.middle >= room + APART - 0.2
