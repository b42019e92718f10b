"""Finding a person among a hundred thousand sealed files, and bringing them in."""

import csv
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import import_persons
from maillon.apps.care.queries import like_persons, search_persons
from maillon.apps.directory.actions import import_communes
from maillon.apps.directory.models import Commune, Organization
from maillon.interop.persons import PersonsFile
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.project.bench.figures import spread, timed
from maillon.project.bench.search import SYLLABLES
from maillon.project.demo import names

__all__ = ["Lost", "measure", "told"]

SEARCHES: Final = 200
FAMILIES: Final = 6000
HEADER: Final = ("Numéro", "Nom de naissance", "Prénom", "Date de naissance", "Sexe",
                 "Lieu de naissance", "Téléphone", "Adresse", "Commune")  # fmt: skip
Tell = Callable[[str], None]
Person = tuple[str, ...]


class Lost(Exception):
    """Somebody brought in was not found by her birth date and name."""


def measure(size: int, now: datetime, tell: Tell) -> dict[str, Any]:
    """In an empty database: the import, then searches as people type them; raises ``Lost``."""
    import_communes(None, by=SYSTEM, now=now)
    house, by = _house(now)
    people = _people(size)
    tell(f"{size} personnes : import…")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "personnes.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([HEADER, *people])
        start = time.perf_counter()
        import_persons(PersonsFile(path), organization_id=house, synthetic=True, by=SYSTEM, now=now)
    seconds = time.perf_counter() - start
    if connection.vendor == "postgresql":  # as autovacuum would, later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    tell(f"{size} personnes : mesure…")
    return {
        "persons": size,
        "import_s": round(seconds, 1),
        "imported_per_s": round(size / seconds),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **_searched(house, by, people, now),
    }


def told(figures: dict[str, Any]) -> Iterator[str]:
    """The import, then one line for each way of looking."""
    yield (
        f"  {figures['persons']} personnes entrées en {_said(figures['import_s'])} s, "
        f"{figures['imported_per_s']} par seconde, {figures['peak_mb']} Mo au plus"
    )
    for name, words in (
        ("date", "date et nom"),
        ("mistyped", "date ou nom mal tapés"),
        ("entry", "doublons à la saisie"),
    ):
        found = figures[name]
        yield f"  {words:<24} p50 {_said(found['p50_ms'])} ms, p95 {_said(found['p95_ms'])} ms"


def _said(number: float) -> str:
    return str(number).replace(".", ",")


def _house(now: datetime) -> tuple[UUID, AccountViewer]:
    house = Organization.objects.create(
        name="Structure mesurée", kind=Organization.Kind.DAC, synthetic=True,
        source="mesure de vitesse (synthétique)", as_of=now.date(),
    )  # fmt: skip
    who = Account.objects.create(email="mesure@exemple.test", name="Mesure", synthetic=True)
    ScopedRole.objects.create(
        account=who, organization=house, code="coordinator", starts_on=now.date()
    )
    return house.pk, viewer_of(who, now=now)


def _people(size: int) -> list[Person]:
    """Invented people; the commonest family name is borne by one in 280, as in France."""
    draw = random.Random(20261129)
    families = ["".join(draw.choices(SYLLABLES, k=3)).upper() for _ in range(FAMILIES)]
    weights = list(accumulate(1 / (rank + 60) for rank in range(FAMILIES)))
    places = list(Commune.objects.order_by("pk").values_list("pk", flat=True)[:3000])
    borne = draw.choices(families, cum_weights=weights, k=size)
    return [_person(draw, number, family, places) for number, family in enumerate(borne)]


def _person(draw: random.Random, number: int, family: str, places: list[str]) -> Person:
    sex = draw.choice("FM")
    born = date(1920, 1, 1) + timedelta(days=draw.randrange(36500))
    return (
        str(number), family, names.given(draw, sex), born.isoformat(), sex, draw.choice(places),
        names.mobile(number % 10_000), f"{draw.randrange(1, 200)} rue inventée",
        draw.choice(places),
    )  # fmt: skip


def _searched(
    house: UUID, by: AccountViewer, people: list[Person], now: datetime
) -> dict[str, Any]:
    by_date: list[float] = []
    mistyped: list[float] = []
    entry: list[float] = []
    for person in random.Random(1).sample(people, min(SEARCHES, len(people))):
        _, family, given, born, sex, *_ = person
        look = partial(search_persons, by, now=now)
        found = timed(partial(look, birth_date=born, name=family), by_date)
        if not any(one.exact for one in found):
            raise Lost
        year, month, day = born.split("-")
        wrong = f"{year}-{day}-{month}" if int(day) <= 12 else f"{int(year) + 1}-{month}-01"
        timed(partial(look, birth_date=wrong, name=family, given_name=given), mistyped)
        asked = partial(like_persons, by, house, birth_name=family, given_name=given)
        timed(partial(asked, birth_date=born, sex=sex, now=now), entry)
    return {
        "date": spread(by_date).as_json(),
        "mistyped": spread(mistyped).as_json(),
        "entry": spread(entry).as_json(),
    }
