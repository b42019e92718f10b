"""Until when a carer pauses: what she said, or asked again; never a length nobody said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import LONGEST_PAUSE, Pause, parse, read_pause

TODAY = date(2026, 11, 24)  # a Tuesday
UNCLEAR = Pause(clear=False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("PAUSE", Pause()),
        ("pause congés", Pause()),
        ("PAUSE 3J", Pause(days=3)),
        ("pause 3", Pause(days=3)),
        ("pause une semaine svp", Pause(days=7)),
        ("pause jusqu'à lundi", Pause(last=date(2026, 11, 30))),
        ("pause jusqu’à mardi", Pause(last=date(2026, 12, 1))),
        ("pause jusqu'à demain", Pause(last=date(2026, 11, 25))),
        ("PAUSE 24/12", Pause(last=date(2026, 12, 24))),
        ("pause jusqu'au lundi 30/11", Pause(last=date(2026, 11, 30))),
        ("pause jusqu'au 3 janvier", Pause(last=date(2027, 1, 3))),
        ("pause jusqu'au 1er janvier 2027 merci", Pause(last=date(2027, 1, 1))),
        ("PAUSE 400", UNCLEAR),
        ("PAUSE 0", UNCLEAR),
        ("pause 900 jours", UNCLEAR),
        ("pause jusqu'au mardi 30/11", UNCLEAR),
        ("pause jusqu'au 31/02", UNCLEAR),
        ("pause jusqu'au 25/12/2029", UNCLEAR),
        ("pause jusqu'au 12/11/2026", UNCLEAR),
        ("pause du 24/12 au 02/01", UNCLEAR),
        ("pause lundi", UNCLEAR),
        ("pause le 24/12", UNCLEAR),
        ("pause la semaine prochaine", UNCLEAR),
        ("pause 2 semaines à partir de lundi", UNCLEAR),
        ("pause jusqu'à nouvel ordre", UNCLEAR),
    ],
)
def test_a_pause_is_what_she_said_or_is_asked(text: str, read: Pause) -> None:
    assert parse(text).intent == "pause"
    assert read_pause(text, TODAY) == read


@given(st.dates(TODAY, TODAY + timedelta(days=LONGEST_PAUSE)))
def test_every_day_of_the_year_to_come_can_be_named(day: date) -> None:
    assert read_pause(f"PAUSE {day:%d/%m/%Y}", TODAY) == Pause(last=day)


@given(st.text(max_size=120), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_last_day_is_never_past_nor_far(text: str, today: date) -> None:
    for words in (text, f"pause {text}", f"pause jusqu'au {text}"):
        read = read_pause(words, today)
        assert read.days is None or 1 <= read.days <= LONGEST_PAUSE
        if read.last is not None:
            assert today <= read.last <= today + timedelta(days=LONGEST_PAUSE)
