"""The RPPS extract: one line per practitioner × site × skill."""

from collections.abc import Sequence
from pathlib import Path

from maillon.apps.directory.extract import RoleRow, SkippedLine
from maillon.interop.annuaire.headers import read_header
from maillon.interop.annuaire.lines import LinesFile, Reader
from maillon.interop.annuaire.rpps_columns import FIELDS
from maillon.interop.annuaire.rpps_rows import row_of

__all__ = ["RppsFile"]


class RppsFile(LinesFile[RoleRow]):
    """An RPPS extract on disk; refusals begin with ``rpps_``."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rpps", _reader)


def _reader(names: Sequence[str]) -> Reader[RoleRow]:
    columns = read_header("rpps", names, FIELDS)

    def read(number: int, cells: Sequence[str]) -> RoleRow | SkippedLine:
        return row_of(number, columns(cells))

    return read
