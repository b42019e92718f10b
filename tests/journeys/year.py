"""A desk with a year behind it: many requests long over, a few open today. All invented."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.apps.observatory.crowd import Kind, crowd
from tests.factories import desk as situations

__all__ = ["COMMANDS", "LAST_YEAR", "LEAD", "MANAGER", "build"]

COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.year import build; build()"),
)
LEAD, MANAGER = "maud.serre@exemple.test", "paul.arnaud@exemple.test"
HERE = ZoneInfo("Europe/Paris")  # the desk's day begins before that of UTC
LAST_YEAR = datetime.now(HERE).year - 1
# Who asks, what for, where, how many a month, what became of them.
EACH_MONTH = (
    ("hospital", "dressing", "42207", 16, "cancelled"),
    ("gp", "insulin", "42186", 13, "redirected"),
    ("social", "hygiene", "42207", 12, "samu15"),
)


def build() -> None:
    """Lay it all down on the database the settings name."""
    world = situations.saint_chamond()
    situations.account("Maud Serre", world.desk, "lead")
    manager = situations.account("Paul Arnaud", world.desk, "manager")
    manager.roles.update(desk_id=None)
    over = datetime.now(HERE) - timedelta(days=30)
    kinds = [
        Kind(date(LAST_YEAR, month, 12), many, asks, need, place, became, over)
        for month in range(1, 13)
        for asks, need, place, many, became in EACH_MONTH
    ]
    # Three requests of a neighbour in a village: nobody must be able to find them.
    kinds.append(Kind(date(LAST_YEAR, 6, 2), 3, "neighbour", "palliative", "42110", "samu15", over))
    kinds.append(Kind(datetime.now(HERE).date(), 14))
    crowd(world, kinds)
