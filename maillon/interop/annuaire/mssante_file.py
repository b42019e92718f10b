"""The MSSanté extract: one line per mailbox, 31 columns, no date inside."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from maillon.apps.directory.extract import MailboxRow, SkippedLine
from maillon.interop.annuaire.headers import read_header
from maillon.interop.annuaire.lines import LinesFile, Reader
from maillon.interop.annuaire.mssante_rows import FIELDS, row_of
from maillon.kernel.crypto import fold

__all__ = ["MssanteFile"]

RED_LIST: Final = frozenset({"liste rouge", "listerouge", "en liste rouge"})


class MssanteFile(LinesFile[MailboxRow]):
    """An MSSanté extract on disk; refusals begin with ``mssante_``.

    The public extract says nothing of the red list; where a column does, whoever is on it is
    left out.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "mssante", _reader)


def _reader(names: Sequence[str]) -> Reader[MailboxRow]:
    columns = read_header("mssante", names, FIELDS)
    listing = [place for place, name in enumerate(names) if fold(name) in RED_LIST]

    def read(number: int, cells: Sequence[str]) -> MailboxRow | SkippedLine:
        return row_of(number, columns(cells), [cells[place] for place in listing])

    return read
