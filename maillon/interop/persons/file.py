"""A CSV of persons: UTF-8, semicolons, commas or tabs, its columns found by their names."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from maillon.apps.care.extract import PersonRow
from maillon.apps.care.identity import parse_birth_date
from maillon.apps.directory.extract import SkippedLine
from maillon.apps.directory.phones import e164
from maillon.errors import Refused
from maillon.interop.persons.columns import places
from maillon.kernel.crypto import fold

__all__ = ["PersonsFile"]

SEPARATORS: Final = ";,\t"
LONGEST: Final = 300  # characters of one value
INSEE: Final = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
SEXES: Final = {
    "f": "F", "feminin": "F", "femme": "F", "2": "F", "mme": "F",
    "m": "M", "masculin": "M", "homme": "M", "1": "M", "h": "M",
    "i": "I", "indetermine": "I", "": "",
}  # fmt: skip


class PersonsFile:
    """A list on disk; reading it again gives the same lines.

    What is said of a line names the column at fault and never repeats what stood there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self) -> int:
        """How many data lines.

        Raises ``Refused``: ``persons_unreadable``, ``persons_not_text``, ``persons_columns``,
        ``persons_twice``, ``persons_line``, ``persons_no_rows``.
        """
        return sum(1 for _ in self._cells())

    def rows(self) -> Iterator[PersonRow | SkippedLine]:
        """Every data line, numbered as in the file; raises ``Refused`` as ``lines`` does."""
        for number, cells in self._cells():
            yield _row(number, {field: _text(cell) for field, cell in cells.items()})

    def _cells(self) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                yield from _read(stream)
        except OSError as error:
            raise Refused("persons_unreadable", name=self.path.name) from error


def _read(stream: IO[str]) -> Iterator[tuple[int, dict[str, str]]]:
    lines, number = _lines(stream), 0
    try:
        number, titles = next(lines, (1, []))
        at = places(titles)
        told = False
        for number, cells in lines:
            if len(cells) != len(titles):
                raise Refused("persons_line", line=number, found=len(cells), expected=len(titles))
            told = True
            yield number, {field: cells[place] for field, place in at.items()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused("persons_not_text", line=number + 1) from error
    if not told:
        raise Refused("persons_no_rows")


def _lines(stream: IO[str]) -> Iterator[tuple[int, list[str]]]:
    head = stream.readline()
    separator = max(SEPARATORS, key=head.count)
    yield 1, next(csv.reader([head], delimiter=separator), [])
    reader = csv.reader(stream, delimiter=separator, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num + 1, cells


def _text(cell: str) -> str:
    return " ".join(cell.replace("\x00", " ").split())[:LONGEST]


def _row(line: int, cells: Mapping[str, str]) -> PersonRow | SkippedLine:
    if missing := [name for name in ("number", "birth_name", "given_name") if not cells[name]]:
        return SkippedLine(line, f"{_MISSING[missing[0]]} manque")
    try:
        born = parse_birth_date(cells["birth_date"])
    except Refused as refused:
        if refused.code == "birth_date_to_come":
            return SkippedLine(line, "date de naissance à venir : vérifiez l’année")
        return SkippedLine(line, "date de naissance illisible : écrivez AAAA-MM-JJ ou JJ/MM/AAAA")
    told: list[str] = []
    return PersonRow(
        line=line,
        number=cells["number"],
        birth_name=cells["birth_name"],
        given_name=cells["given_name"],
        birth_date=born,
        sex=_known(SEXES, fold(cells.get("sex", "")), "sexe inconnu", told),
        birth_place=_insee(cells, "birth_place", "lieu de naissance", told),
        used_name=cells.get("used_name", ""),
        phone=_phone(cells.get("phone", ""), told),
        address=cells.get("address", ""),
        commune=_insee(cells, "commune", "commune", told),
        warnings=tuple(told),
    )


_MISSING: Final = {
    "number": "le numéro", "birth_name": "le nom de naissance", "given_name": "le prénom",
}  # fmt: skip


def _known(words: Mapping[str, str], said: str, doubt: str, told: list[str]) -> str:
    if said not in words:
        told.append(f"{doubt} : laissé vide")
    return words.get(said, "")


def _insee(cells: Mapping[str, str], field: str, label: str, told: list[str]) -> str:
    code = cells.get(field, "").upper()
    if not code or INSEE.fullmatch(code):
        return code
    told.append(f"{label} : un code INSEE de cinq caractères est attendu, laissé vide")
    return ""


def _phone(said: str, told: list[str]) -> str:
    number = e164(said) if said else ""
    if said and not number:
        told.append("téléphone incomplet : laissé vide")
    return number
