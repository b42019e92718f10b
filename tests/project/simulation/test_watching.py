"""The judge of opening hours condemns a desk where nobody is seen (I19)."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maillon.apps.desk.models import Desk
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.watching import opening_hours
from tests.factories import desk as situations

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOURS = {"0": [["09:00", "11:00"]]}


def judged(desk: Desk, seen: set[datetime]) -> list[str]:
    verdicts = Verdicts()
    watch: Any = SimpleNamespace(
        zone=ZoneInfo("Europe/Paris"), on_duty=seen, shape=Shape(days=1, hours=HOURS),
        world=SimpleNamespace(desk=desk), verdicts=verdicts,
    )  # fmt: skip
    opening_hours(watch, MONDAY)
    return verdicts.said.get("I19", [])


def test_i19_each_quarter_of_an_hour_without_an_agent_is_condemned() -> None:
    desk = situations.saint_chamond(opening_hours=HOURS).desk
    opening = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 9:00 at the desk
    there = {opening + timedelta(minutes=15 * n + 1) for n in range(8)}
    assert judged(desk, there) == []
    left = there - {opening + timedelta(minutes=61)}
    assert judged(desk, left) == ["le 23/11 à 10:00 est ouvert sans agent"]
    assert judged(desk, set())[0] == "le 23/11 à 09:00 est ouvert sans agent"
