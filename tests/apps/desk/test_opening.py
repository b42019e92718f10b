"""Until when a desk is open, in the words of whoever answers there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.opening import opening_of

ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(7)}
TUESDAY = datetime(2026, 11, 24, 9, 41, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"1": [["09:00", "19:30"]]}, "ouvert jusqu’à 19\u00a0h\u00a030"),
        ({"1": [["09:00", "12:00"], ["12:00", "18:00"]]}, "ouvert jusqu’à 18\u00a0h\u00a000"),
        ({"1": [["09:00", "24:00"]]}, "ouvert jusqu’à minuit"),
        (ALWAYS, "ouvert jour et nuit"),
        (ALWAYS | {"2": [["00:00", "07:00"]]}, "ouvert jusqu’à demain à 7\u00a0h\u00a000"),
        (ALWAYS | {"3": []}, "ouvert jusqu’à demain minuit"),
    ],
)
def test_a_night_that_follows_a_day_is_one_opening(
    hours: dict[str, list[list[str]]], words: str
) -> None:
    desk = Desk(timezone="Europe/Paris", opening_hours=hours)
    assert opening_of(desk, TUESDAY).words == words
