"""Resources that somebody saved: one a line (NDJSON), or Bundles; a file, or a folder of files."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final

from maillon.errors import Refused
from maillon.interop.annuaire.fhir.json_once import loads
from maillon.interop.annuaire.json_records import records
from maillon.interop.annuaire.loose import objects
from maillon.interop.annuaire.stream import ARCHIVES, BOM, GZIP, opened

__all__ = ["BROKEN", "saved_resources"]

KIND: Final = "annuaire_fhir"
LONGEST_LINE: Final = 8_000_000  # bytes; a page of two hundred resources has a tenth
ENDS: Final = (".json", ".ndjson", ".jsonl", ".gz")
BROKEN: Final = "une ligne qui n’est pas du JSON"


def saved_resources(path: Path) -> Iterator[Any]:
    """Each resource, in the order of the files; a line that is no JSON is ``BROKEN``.

    Raises ``Refused``: ``annuaire_fhir_unreadable``, ``…_empty``, ``…_archive``, ``…_broken`` (cut
    short, too), ``…_unknown_file``, ``…_key_twice``, ``…_too_deep``, ``…_cut_short``, ``…_bomb``.
    """
    for file in _files(path):
        with opened(file, KIND) as (stream, _):
            lines = _is_lines(stream)
        with opened(file, KIND) as (stream, _):
            yield from _lines(stream) if lines else _document(stream)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.name.endswith(ENDS))
    if not found:
        raise Refused(f"{KIND}_unreadable", name=path.name)
    return found


def _is_lines(stream: IO[bytes]) -> bool:
    """Whether the first line is a whole object: else the file is one document."""
    first = stream.readline(LONGEST_LINE).removeprefix(BOM).strip()
    if not first:
        raise Refused(f"{KIND}_empty")
    if first.startswith(tuple(set(ARCHIVES) - {GZIP})):
        raise Refused(f"{KIND}_archive")
    if not first.startswith(b"{"):
        raise Refused(f"{KIND}_unknown_file")
    try:
        loads(first)
    except ValueError:
        return False
    return True


def _lines(stream: IO[bytes]) -> Iterator[Any]:
    while raw := stream.readline(LONGEST_LINE):
        if not raw.strip():
            continue
        if len(raw) >= LONGEST_LINE:
            raise Refused(f"{KIND}_too_deep")
        try:
            told = loads(raw.removeprefix(BOM))
        except ValueError as error:
            if not raw.endswith(b"\n"):  # the last one, cut: what else is not there?
                raise Refused(f"{KIND}_broken") from error
            told = BROKEN
        yield from _unfolded(told)


def _unfolded(told: Any) -> Iterator[Any]:
    if isinstance(told, dict) and told.get("resourceType") == "Bundle":
        yield from (one.get("resource") for one in objects(told, "entry"))
    else:
        yield told


def _document(stream: BufferedReader) -> Iterator[Any]:
    """The entries of one Bundle, however large, one at a time."""
    if stream.peek(len(BOM)).startswith(BOM):
        stream.read(len(BOM))
    try:
        for entry in records(stream, "entry", {}, KIND):
            yield entry.get("resource")
    except Refused as refused:
        if refused.code != f"{KIND}_unknown":
            raise
        raise Refused(f"{KIND}_unknown_file") from refused
