"""Structures of the demonstration: real ones in Hérault and Tarn, invented ones elsewhere."""

import csv
import gzip
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Final

from maillon.apps.directory.actions import import_activities, import_structures
from maillon.apps.directory.extract import FacilityRow, ServiceRow, SkippedLine
from maillon.apps.directory.models import Commune, Organization
from maillon.apps.directory.wording import search_text
from maillon.interop.annuaire.finess_rows import Told, facility
from maillon.kernel.access import SYSTEM
from maillon.kernel.crypto import fold
from maillon.kernel.elision import of_place
from maillon.project.demo.territories import Territory

__all__ = ["REAL", "bring_in_real", "invent"]

DATA: Final = Path(__file__).with_name("data")
SITES: Final = DATA / "finess_occitanie_34_81_2026.csv.gz"
TEAMS: Final = DATA / "finess_occitanie_msp_cpts_2026.csv"
REAL: Final = ("34", "81")  # départements whose establishments are vendored
DRAWN: Final = date(2026, 1, 1)  # the files say their year only
SOURCE: Final = "monde de démonstration (synthétique)"
# one of each for so many inhabitants, at least one in the centre
INVENTED: Final = (
    ("hospital", "Hôpital", 100_000),
    ("msp", "Maison de santé", 15_000),
    ("ehpad", "EHPAD", 9_000),
    ("pharmacy", "Pharmacie", 3_200),
)

Line = dict[str, str]


def bring_in_real(now: datetime) -> int:
    """The vendored establishments and what they do, through the import of every day.

    Returns how many establishments came in.
    """
    made = import_structures(_Sites(), by=SYSTEM, now=now, as_of=DRAWN, batch=5000)
    import_activities(_Activities(), by=SYSTEM, now=now, as_of=DRAWN, batch=5000)
    return made.created


def invent(territory: Territory, communes: list[Commune], now: datetime) -> None:
    """Structures that exist nowhere, said so in their names, as many as people call for."""
    made = [
        _invented(territory, commune, kind, word, number, now)
        for kind, word, people in INVENTED
        for commune in communes
        for number in range(_how_many(commune, people, commune.pk == territory.centre))
    ]
    Organization.objects.bulk_create(made)


def _how_many(commune: Commune, people: int, centre: bool) -> int:
    return max((commune.population or 0) // people, 1 if centre else 0)


def _invented(
    territory: Territory, commune: Commune, kind: str, word: str, number: int, now: datetime
) -> Organization:
    rank = f" n° {number + 1}" if number else ""
    name = f"{word}{rank} {of_place(commune.name)} (établissement fictif)"
    return Organization(
        kind=kind,
        name=name,
        folded_name=fold(name)[:160],
        identifier_system="demo",
        identifier=f"{territory.code}-{kind}-{commune.pk}-{number}",
        commune=commune,
        postal_code=commune.postal_codes.split()[0],
        town=commune.name,
        search_text=search_text([fold(name)], [word, commune.name]),
        synthetic=True,
        source=SOURCE,
        as_of=now.date(),
    )


class _Vendored:
    """The vendored sheets, as the import reads any register."""

    name, as_of, digest = "monde de démonstration", DRAWN, "demo"

    def lines(self) -> Iterator[Line]:
        """Every line of both sheets; a site is told once per activity, a team may be told twice."""
        with gzip.open(SITES, "rt", encoding="utf-8", newline="") as sites:
            yield from _rows(sites)
        with TEAMS.open(encoding="utf-8", newline="") as teams:
            yield from _rows(teams)


def _rows(stream: IO[str]) -> Iterator[Line]:
    for row in csv.DictReader(stream):
        yield {name: (value or "").strip() for name, value in row.items()}


class _Sites(_Vendored):
    def rows(self) -> Iterator[FacilityRow | SkippedLine]:
        """Each establishment once."""
        seen: set[str] = set()
        for told in self.lines():
            if told["finess_et"] not in seen:
                seen.add(told["finess_et"])
                yield facility(len(seen), _told(told))


class _Activities(_Vendored):
    def rows(self) -> Iterator[ServiceRow | SkippedLine]:
        """Each activity of each establishment once, under its label."""
        seen: set[tuple[str, str]] = set()
        for told in self.lines():
            label = told.get("libelle activite") or told.get("lib_discipline_equip") or ""
            key = (told["finess_et"], label)
            if label and key not in seen:
                seen.add(key)
                yield ServiceRow(
                    len(seen), key[0], fold(label)[:120], "", "", label[:200], None, ()
                )


def _told(row: Line) -> Told:
    return Told(
        identifier=row["finess_et"], name=row["rs"].lstrip("-") or row["rslongue"],
        legal_identifier=row["finess_ej"], legal_name=row.get("rsej", ""),
        category=row["categetab"], category_label=row["categorie"], siret="", address="",
        postal_code="", town="", departement="", commune=row["code_insee"], phone="",
        longitude=row["longitude"], latitude=row["latitude"], opened_on="", closed="",
    )  # fmt: skip
