"""A country on squared paper: communes at equal steps, the same number of responders in each.

Density is fixed: a bigger country has more communes, not more responders around a need. The
first ``n`` communes are always a square, so that one size lies inside the next.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from math import isqrt
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

from maillon.apps.directory.models import (
    Commune,
    CoverageArea,
    CoverageCommune,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.kernel import bulk

__all__ = ["PER_COMMUNE", "Country", "commune_code"]

PER_COMMUNE: Final = ("60", "60", "60", "70", "10")  # the professions that settle in each
SOURCE: Final = "mesure de vitesse (synthétique)"
BATCH: Final = 2000
STEP_LON, STEP_LAT = 0.065, 0.045  # about five kilometres
Place = tuple[int, int]


def _diamond(place: Place, radius: int) -> Iterator[Place]:
    x, y = place
    for dx in range(-radius, radius + 1):
        left = radius - abs(dx)
        yield from ((x + dx, y + dy) for dy in range(-left, left + 1))


@dataclass(slots=True)
class Country:
    """The communes are laid at once; ``settle`` brings responders, the first communes first."""

    largest: int  # responders
    now: datetime
    draw: random.Random = field(default_factory=lambda: random.Random(20261124))
    places: dict[Place, str] = field(default_factory=dict)
    settled: int = 0
    rows: int = 0

    def lay(self) -> None:
        """Write every commune."""
        side = isqrt(-(-self.largest // len(PER_COMMUNE)) - 1) + 1
        square = ((x, y) for x in range(side) for y in range(side))
        shells = sorted(square, key=lambda place: (max(place), place))
        self.places = {place: commune_code(number) for number, place in enumerate(shells)}
        _write(Commune, (self._commune(place, pk) for place, pk in self.places.items()))

    def _commune(self, place: Place, pk: str) -> dict[str, Any]:
        return {
            "insee": pk, "name": f"Commune {pk}", "folded_name": f"commune {pk}", "kind": "COM",
            "departement": pk[:2], "region": "84", "epci": "", "postal_codes": pk,
            "population": 2000, "longitude": 1 + place[0] * STEP_LON,
            "latitude": 43 + place[1] * STEP_LAT, "source": SOURCE, "as_of": self.now.date(),
        }  # fmt: skip

    def settle(self, responders: int) -> None:
        """Bring the country to this many responders, each with her zone and its ring."""
        count = len(PER_COMMUNE)
        homes = list(self.places.items())
        numbers = range(self.settled, responders)
        for start in range(0, len(numbers), BATCH):
            people = [
                (n, PER_COMMUNE[n % count], *homes[n // count])
                for n in numbers[start : start + BATCH]
            ]
            self._batch(people)
        self.settled = responders

    def _batch(self, people: list[tuple[int, str, Place, str]]) -> None:
        _write(Practitioner, (self._practitioner(n) for n, *_ in people))
        _write(PractitionerRole, (self._role(n, code, home) for n, code, _, home in people))
        _write(Responder, (self._responder(n, code, home) for n, code, _, home in people))
        _write(CoverageArea, (self._area(n, place) for n, _, place, _ in people))
        zones = [row for n, _, place, _ in people for row in self._zone(n, place)]
        _write(CoverageCommune, zones)

    def _practitioner(self, n: int) -> dict[str, Any]:
        return {
            "id": UUID(int=1 << 100 | n), "national_id": f"bench-{n}", "id_type": "8",
            "civility": "", "family_name": f"Nom {n}", "given_name": "Prénom",
            "folded_name": f"nom {n} prenom", "check_digit_ok": True, "synthetic": True,
            "source": SOURCE, "as_of": self.now.date(),
        }  # fmt: skip

    def _role(self, n: int, profession: str, home: str) -> dict[str, Any]:
        return {
            "id": UUID(int=2 << 100 | n), "practitioner_id": UUID(int=1 << 100 | n),
            "site_key": "bench", "organization_id": None, "profession": profession,
            "profession_label": "", "skills": [], "mode": "L", "site_name": "", "address": "",
            "postal_code": "", "town": "", "commune_id": home, "phone": "", "sector": "",
            "search_text": "", "digest": "", "source": SOURCE, "as_of": self.now.date(),
            "last_run_id": None, "ended_on": None,
        }  # fmt: skip

    def _responder(self, n: int, profession: str, home: str) -> dict[str, Any]:
        draw = self.draw
        said = draw.choices(("yes", "no", "unknown"), (0.6, 0.12, 0.28))[0]
        hours = timedelta(hours=draw.randint(2, 200))
        return {
            "id": UUID(int=3 << 100 | n), "kind": "practitioner_role",
            "practitioner_role_id": UUID(int=2 << 100 | n), "organization_id": None,
            "name": f"Prénom Nom {n}", "folded_name": f"prenom nom {n}", "profession": profession,
            "commune_id": home, "phone": "", "phone_index": f"{n:040x}",
            "sms_ok": draw.random() > 0.06, "enrolled_at": self.now,
            "takes": ["dressing", "injection"] if draw.random() < 0.2 else None, "works": None,
            "availability": said,
            "availability_declared_at": None if said == "unknown" else self.now - hours,
            "availability_origin": "", "weekly_capacity": draw.randint(0, 6),
            "live_limit": draw.choice((2, 3, 3, 4)),
            "paused_until": self.now + timedelta(days=3) if draw.random() < 0.05 else None,
            "opted_out_at": None,
        }  # fmt: skip

    def _area(self, n: int, place: Place) -> dict[str, Any]:
        covered = [self.places[one] for one in _diamond(place, 1) if one in self.places]
        return {
            "id": UUID(int=4 << 100 | n), "responder_id": UUID(int=3 << 100 | n),
            "kind": "communes", "shape": {"communes": covered}, "declared_at": self.now,
            "origin": "",
        }  # fmt: skip

    def _zone(self, n: int, place: Place) -> Iterator[dict[str, Any]]:
        """Her commune and the four beside it, then the ring of eight around them."""
        covered = set(_diamond(place, 1))
        for one in _diamond(place, 2):
            if one in self.places:
                self.rows += 1
                yield {
                    "id": self.rows, "area_id": UUID(int=4 << 100 | n),
                    "responder_id": UUID(int=3 << 100 | n), "commune_id": self.places[one],
                    "near": one not in covered,
                }  # fmt: skip


def commune_code(number: int) -> str:
    """Five signs, as an INSEE code: a million responders need two hundred thousand of them."""
    return f"{number:05x}"


def _write(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    if connection.vendor == "postgresql":
        _copy(model, rows)
        return
    remaining = iter(rows)
    while batch := list(islice(remaining, 10 * BATCH)):
        bulk.write(model, batch)


def _copy(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """PostgreSQL's own way in: a country is written in seconds, not minutes."""
    fields = model._meta.concrete_fields
    shaped = [(f.attname, f if isinstance(f, models.JSONField) else None) for f in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        copying = cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN')
        with copying as copy:
            for row in rows:
                copy.write_row(
                    [
                        field.get_db_prep_save(row[name], connection) if field else row[name]
                        for name, field in shaped
                    ]
                )
