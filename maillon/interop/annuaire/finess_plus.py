"""FINESS+: one JSON of structures, one of their activities; codes only, records nested."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from maillon.apps.directory.extract import FacilityRow, ServiceRow, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire.day import day_in, iso_day
from maillon.interop.annuaire.finess_activities import services
from maillon.interop.annuaire.finess_rows import Told, facility
from maillon.interop.annuaire.json_records import records
from maillon.interop.annuaire.loose import first, objects, text
from maillon.interop.annuaire.stream import opened

__all__ = ["FinessActivities", "FinessStructures"]

PLACE_OF_PRACTICE: Final = "03"  # use of an address
PUBLIC: Final = "01"  # role of a contact

R = TypeVar("R", FacilityRow, ServiceRow)
Reader = Callable[[int, dict[str, Any]], Iterator[R | SkippedLine]]


class _Document(Generic[R]):
    """One JSON document; ``digest`` and ``as_of`` are known once ``rows()`` was read.

    A line is the rank of what it tells in the file. Raises ``Refused``: ``finess_unreadable``,
    ``finess_broken``, ``finess_key_twice``, ``finess_unknown``, ``finess_too_deep``,
    ``finess_no_rows``, ``finess_cut_short``, ``finess_bomb``.
    """

    def __init__(self, path: Path, reader: Reader[R]) -> None:
        self.path, self.digest = path, ""
        self._reader: Reader[R] = reader
        self._head: dict[str, Any] = {}

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    @property
    def as_of(self) -> date | None:
        """The day the document says it was made, else the one in the file's name."""
        return iso_day(str(self._head.get("generatedAt", ""))) or day_in(self.name)

    def rows(self) -> Iterator[R | SkippedLine]:
        """Everything told, in the order of the file."""
        with opened(self.path, "finess") as (stream, seen):
            line = 0
            for record in records(stream, "pmej", self._head, "finess"):
                for row in self._reader(line + 1, record):
                    line = row.line
                    yield row
            if not line:
                raise Refused("finess_no_rows")
            self.digest = seen.digest


class FinessStructures(_Document[FacilityRow]):
    """Establishments, closed ones left out."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _facilities)


class FinessActivities(_Document[ServiceRow]):
    """Activities exercised by establishments."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, services)


def _facilities(line: int, record: dict[str, Any]) -> Iterator[FacilityRow | SkippedLine]:
    for number, site in enumerate(objects(record, "ege"), line):
        yield facility(number, _told(site, record))


def _told(site: dict[str, Any], owner: dict[str, Any]) -> Told:
    about = first(objects(site, "informationsGeneralesEGE"))
    legal = first(objects(owner, "informationsGeneralesPMEJ"))
    where = first(objects(site, "adresse"), usageAdresse=PLACE_OF_PRACTICE)
    spot = first(objects(where, "coordonneesGeographique"))
    return Told(
        identifier=text(about, "numFinessEge"),
        name=text(about, "nomEgeLong") or text(about, "nomEgeCourt"),
        legal_identifier=text(legal, "numFinessPm"),
        legal_name=text(legal, "denominationLonguePmSmsse") or text(legal, "denominationPm"),
        category=text(site, "categorieentiteGeographiqueExercice"),
        category_label="",
        siret=text(about, "siret"),
        address=_street(where),
        postal_code=text(where, "codePostal"),
        town=text(where, "ligneAcheminement"),
        departement="",
        commune=text(where, "cogCommune"),
        phone=_phone(site),
        longitude=text(spot, "directionLongitude"),
        latitude=text(spot, "directionLatitude"),
        opened_on=text(about, "dateOuverture"),
        closed=_closed(site, text(about, "dateFermeture")),
    )


def _street(where: dict[str, Any]) -> str:
    parts = ("numeroVoie", "typeVoie", "libelleVoie")
    line = text(where, "ligneQuatre") or " ".join(filter(None, (text(where, p) for p in parts)))
    return " ".join(filter(None, (line, text(where, "lieuDit"))))


def _phone(site: dict[str, Any]) -> str:
    for contact in objects(site, "contact"):
        if text(first(objects(contact, "typeContact")), "roleContact") == PUBLIC:
            return text(first(objects(contact, "telecom")), "telephone")
    return ""


def _closed(site: dict[str, Any], day: str) -> str:
    if day:
        return f"fermé le {day[:10]}"
    return "" if text(site, "etatObjet") in ("A", "") else "inactif"
