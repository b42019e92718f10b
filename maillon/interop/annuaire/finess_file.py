"""Which of the FINESS files this one is, told by what it holds and not by its name."""

from pathlib import Path
from typing import Any, Final

from maillon.errors import Refused
from maillon.interop.annuaire.finess_legacy import FinessLegacy
from maillon.interop.annuaire.finess_plus import FinessActivities, FinessStructures
from maillon.interop.annuaire.json_records import records
from maillon.interop.annuaire.stream import ARCHIVES, BOM, GZIP, opened

__all__ = ["finess_file"]

BEGINS: Final = ("finess;", "structureet;", '"finess";', '"structureet";')


def finess_file(path: Path) -> FinessStructures | FinessActivities | FinessLegacy:
    """The file as structures or activities of FINESS+, or as the older format; gzip or not.

    Raises ``Refused``: ``finess_unreadable``, ``finess_empty``, ``finess_archive``,
    ``finess_binary``, ``finess_unknown``, and those of reading its first record.
    """
    with opened(path, "finess") as (stream, _):
        head = stream.peek(512)[:512].removeprefix(BOM).lstrip()
        if head[:1] == b"{":
            return _json(path, stream)
    if not head:
        raise Refused("finess_empty")
    if head.startswith(ARCHIVES) and not head.startswith(GZIP):
        raise Refused("finess_archive")
    if b"\x00" in head:
        raise Refused("finess_binary", line=1)
    if head.decode("latin-1").lower().startswith(BEGINS):
        return FinessLegacy(path)
    raise Refused("finess_unknown")


def _json(path: Path, stream: Any) -> FinessStructures | FinessActivities:
    first = next(records(stream, "pmej", {}, "finess"), None)
    if first is None:
        raise Refused("finess_no_rows")
    if "informationsGeneralesPMEJ" in first:
        return FinessStructures(path)
    if "activitesAutorisees" in first or "numFiness" in first:
        return FinessActivities(path)
    raise Refused("finess_unknown")
