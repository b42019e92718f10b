"""The older FINESS format: no titles, 32 fields between semicolons, Latin-1 or UTF-8."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from maillon.apps.directory.extract import FacilityRow, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire.day import day_in, iso_day
from maillon.interop.annuaire.finess_rows import Told, facility
from maillon.interop.annuaire.stream import BOM, opened

__all__ = ["FinessLegacy"]

FIELDS: Final = 32
LONGEST_LINE: Final = 100_000  # bytes
ESTABLISHMENT: Final = "structureet"


class FinessLegacy:
    """Establishments of the older format; ``digest`` and ``as_of`` are known once read.

    Raises ``Refused``: ``finess_unreadable``, ``finess_binary``, ``finess_encodings_mixed``,
    ``finess_line_malformed``, ``finess_no_rows``, ``finess_cut_short``, ``finess_bomb``.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.digest = path, ""
        self._drawn: date | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    @property
    def as_of(self) -> date | None:
        """The day of its first line, else the one in the file's name."""
        return self._drawn or day_in(self.name)

    def rows(self) -> Iterator[FacilityRow | SkippedLine]:
        """Every line after the one that names the file."""
        with opened(self.path, "finess") as (stream, seen):
            words, told = _Words(), False
            for number, raw in enumerate(_lines(stream), 1):
                cells = _cells(words.text(raw, number))
                if cells[0] == "finess":
                    self._drawn = iso_day(cells[3]) if len(cells) > 3 else None
                    continue
                told = True
                yield _row(number, cells)
            if not told:
                raise Refused("finess_no_rows")
            self.digest = seen.digest


class _Words:
    """Bytes as text: one encoding for the whole file, whichever of the two it is."""

    def __init__(self) -> None:
        self.found = ""

    def text(self, raw: bytes, number: int) -> str:
        if b"\x00" in raw or len(raw) >= LONGEST_LINE:
            raise Refused("finess_binary", line=number)
        if raw.isascii():
            return raw.decode("ascii")
        try:
            words, encoding = raw.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            words, encoding = raw.decode("cp1252", errors="replace"), "latin-1"
        if self.found not in ("", encoding):
            raise Refused("finess_encodings_mixed", line=number)
        self.found = encoding
        return words


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    first = True
    while raw := stream.readline(LONGEST_LINE):
        if first:
            raw, first = raw.removeprefix(BOM), False
        if raw.strip():
            yield raw


def _cells(text: str) -> list[str]:
    """Between semicolons; quotation marks belong to names unless the whole line is quoted."""
    cells = next(csv.reader([text], delimiter=";")) if text[:1] == '"' else text.split(";")
    return [cell.strip() for cell in cells]


def _row(number: int, cells: list[str]) -> FacilityRow | SkippedLine:
    if cells[0] != ESTABLISHMENT:
        return SkippedLine(number, f"ligne d’une autre sorte, non reprise : « {cells[0][:24]} »")
    if len(cells) == FIELDS + 1 and not cells[-1]:
        cells.pop()
    if len(cells) != FIELDS:
        raise Refused("finess_line_malformed", line=number, found=len(cells), expected=FIELDS)
    return facility(number, _told(cells))


def _told(cells: list[str]) -> Told:
    _, number, legal, short, long, _, *where = cells[:18]
    complement, *street, box, commune, departement, _, post, phone, _ = where
    return Told(
        identifier=number,
        name=long or short,
        legal_identifier=legal,
        legal_name="",
        category=cells[18],
        category_label=cells[19],
        siret=cells[22],
        address=" ".join(part for part in (complement, *street, box) if part),
        postal_code="",
        town=post,
        departement=departement,
        commune=commune,
        phone=phone,
        longitude="",
        latitude="",
        opened_on=cells[28],
        closed="",
    )
