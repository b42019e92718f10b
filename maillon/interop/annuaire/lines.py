"""Reading a register written line by line, its cells between pipes; refusing what is not one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, Generic, TypeVar

from maillon.apps.directory.extract import SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire.day import day_in
from maillon.interop.annuaire.stream import ARCHIVES, BOM

__all__ = ["LinesFile", "Reader"]

LONGEST_LINE: Final = 100_000  # bytes; no line of a register comes near

R = TypeVar("R")
Reader = Callable[[int, Sequence[str]], R | SkippedLine]


class LinesFile(Generic[R]):
    """An extract on disk: UTF-8, cells between pipes, perhaps one more pipe at the end.

    ``header`` makes of the titles what reads each line. ``digest`` is known once ``rows()`` was
    read to its end. Reading raises ``Refused``, its code beginning with ``kind``: ``…_unreadable``,
    ``…_empty``, ``…_archive``, ``…_binary``, ``…_not_utf8``, ``…_columns_missing``,
    ``…_column_twice``, ``…_line_malformed``, ``…_no_rows``.
    """

    def __init__(self, path: Path, kind: str, header: Callable[[Sequence[str]], Reader[R]]) -> None:
        self.path, self.kind, self._header = path, kind, header
        self.digest = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    @property
    def as_of(self) -> date | None:
        """The day written in the file's name, as in ``…_202611140830.txt``."""
        return day_in(self.name)

    def rows(self) -> Iterator[R | SkippedLine]:
        """Every data line, numbered as in the file, where the header is line 1."""
        try:
            with self.path.open("rb") as stream:
                yield from self._read(stream)
        except OSError as error:
            raise Refused(f"{self.kind}_unreadable", name=self.name) from error

    def _read(self, stream: IO[bytes]) -> Iterator[R | SkippedLine]:
        seen = sha256()
        header = stream.readline(LONGEST_LINE)
        seen.update(header)
        names = self._names(header)
        row_of = self._header(names)
        number, told = 1, False
        while raw := stream.readline(LONGEST_LINE):
            seen.update(raw)
            number += 1
            if not raw.strip():
                continue
            told = True
            yield row_of(number, self._cells(raw, number, len(names)))
        if not told:
            raise Refused(f"{self.kind}_no_rows")
        self.digest = seen.hexdigest()

    def _names(self, raw: bytes) -> list[str]:
        if not raw.strip():
            raise Refused(f"{self.kind}_empty")
        if raw.startswith(ARCHIVES):
            raise Refused(f"{self.kind}_archive")
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused(f"{self.kind}_not_utf8", line=1)
        names = self._text(raw.removeprefix(BOM), 1).split("|")
        if not names[-1].strip():
            names.pop()
        return names

    def _cells(self, raw: bytes, number: int, expected: int) -> list[str]:
        cells = self._text(raw, number).split("|")
        if len(cells) == expected + 1 and not cells[-1].strip():
            cells.pop()
        if len(cells) != expected:
            raise Refused(
                f"{self.kind}_line_malformed", line=number, found=len(cells), expected=expected
            )
        return cells

    def _text(self, raw: bytes, number: int) -> str:
        if b"\x00" in raw or len(raw) >= LONGEST_LINE:
            raise Refused(f"{self.kind}_binary", line=number)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused(f"{self.kind}_not_utf8", line=number) from error
