"""One number for a region, three sites: Lyon closes at 19:30, Annecy at 21:00; and a stranger.

Everybody is invented; ``overseas`` are two desks that share nothing but the ocean between them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from maillon.apps.desk.models import Desk
from maillon.apps.directory.models import Organization
from tests.factories import desk as situations
from tests.factories.desk import DeskWorld

__all__ = ["CLOSING", "OPENING", "Region", "overseas", "region"]

CLOSING = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 19:30 in Lyon, a Tuesday
OPENING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # 9:00 the next morning
LATE = {str(day): [["09:00", "21:00"]] for day in range(7)}


@dataclass(frozen=True)
class Region:
    """Two desks of one organization; Lyon's open requests spend the evening in Annecy."""

    lyon: DeskWorld
    annecy: DeskWorld


def region() -> Region:
    house = situations.organization("Association régionale d’orientation")
    annecy = _site(house, "Poste d’Annecy", "Annecy", "74010", opening_hours=LATE)
    lyon = _site(house, "Poste de Lyon", "Lyon", "69123", evening_desk=annecy.desk)
    return Region(lyon, annecy)


def _site(house: Organization, name: str, sector: str, insee: str, **more: Any) -> DeskWorld:
    here = situations.desk(
        name, sector, (insee,), organization=house, professionals_only=False, **more
    )
    phones = [f"+3363998{insee[:2]}{n:02d}" for n in range(4)]
    return DeskWorld(
        desk=here,
        agent=situations.account(f"Agathe {sector}", here),
        colleague=situations.account(f"Basile {sector}", here),
        usual=situations.responder("Usuelle", sector, insee, phones[0]),
        zone=(situations.responder("Zélie", sector, insee, phones[1]),),
        neighbour=situations.responder("Noé", sector, insee, phones[2]),
        landline=situations.responder("Flore", sector, insee, phones[3]),
        gp=situations.role("Gaël", sector, insee, "10"),
    )


def overseas(name: str, sector: str, insee: str, timezone: str) -> Desk:
    """A desk on its own clock."""
    return situations.desk(name, sector, (insee,), timezone=timezone)
