"""Reading the RPPS extract line by line, refusing whatever is not one."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from maillon.apps.directory.extract import RoleRow, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire.rpps_columns import read_header
from maillon.interop.annuaire.rpps_rows import row_of

__all__ = ["RppsFile"]

BOM: Final = b"\xef\xbb\xbf"
ARCHIVES: Final = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
LONGEST_LINE: Final = 100_000  # bytes; no line of the extract comes near
DAY_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)")


class RppsFile:
    """An extract on disk: UTF-8, one line per practitioner × site × skill, cells between pipes.

    ``digest`` is known once ``rows()`` was read to its end. Reading raises ``Refused``:
    ``rpps_unreadable``, ``rpps_empty``, ``rpps_archive``, ``rpps_binary``, ``rpps_not_utf8``,
    ``rpps_columns_missing``, ``rpps_column_twice``, ``rpps_line_malformed``, ``rpps_no_rows``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digest = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    @property
    def as_of(self) -> date | None:
        """The day written in the file's name, as in ``…_202611140830.txt``."""
        found = DAY_IN_NAME.search(self.name)
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None

    def rows(self) -> Iterator[RoleRow | SkippedLine]:
        """Every data line, numbered as in the file, where the header is line 1."""
        try:
            with self.path.open("rb") as stream:
                yield from self._read(stream)
        except OSError as error:
            raise Refused("rpps_unreadable", name=self.name) from error

    def _read(self, stream: IO[bytes]) -> Iterator[RoleRow | SkippedLine]:
        seen = sha256()
        header = stream.readline(LONGEST_LINE)
        seen.update(header)
        names = _names(header)
        columns = read_header(names)
        number, told = 1, False
        while raw := stream.readline(LONGEST_LINE):
            seen.update(raw)
            number += 1
            if not raw.strip():
                continue
            told = True
            yield row_of(number, columns(_cells(raw, number, len(names))))
        if not told:
            raise Refused("rpps_no_rows")
        self.digest = seen.hexdigest()


def _names(raw: bytes) -> list[str]:
    if not raw.strip():
        raise Refused("rpps_empty")
    if raw.startswith(ARCHIVES):
        raise Refused("rpps_archive")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("rpps_not_utf8", line=1)
    names = _text(raw.removeprefix(BOM), 1).split("|")
    if not names[-1].strip():
        names.pop()
    return names


def _cells(raw: bytes, number: int, expected: int) -> list[str]:
    cells = _text(raw, number).split("|")
    if len(cells) == expected + 1 and not cells[-1].strip():
        cells.pop()
    if len(cells) != expected:
        raise Refused("rpps_line_malformed", line=number, found=len(cells), expected=expected)
    return cells


def _text(raw: bytes, number: int) -> str:
    if b"\x00" in raw:
        raise Refused("rpps_binary", line=number)
    if len(raw) >= LONGEST_LINE:
        raise Refused("rpps_binary", line=number)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("rpps_not_utf8", line=number) from error
