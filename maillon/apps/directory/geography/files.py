"""The vendored files of `data/`: communes, mergers, neighbours, contours, labels."""

import csv
import functools
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["COMMUNES", "contour_lines", "departement_names", "former_communes", "neighbours"]

DATA = Path(__file__).resolve().parent.parent / "data"
COMMUNES = DATA / "communes_2026.csv.gz"
FORMER = DATA / "former_communes.csv.gz"
NEIGHBOURS = DATA / "neighbours_communes.csv.gz"
CONTOURS = DATA / "contours_communes_q4.jsonl.gz"
DEPARTEMENTS = DATA / "departements_2026.json"


def _text(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8", newline="")


def former_communes() -> Iterator[tuple[str, str, str]]:
    """Each ended code: the code, its name (may be empty), the code in force."""
    with _text(FORMER) as stream:
        for row in csv.DictReader(stream):
            yield row["insee"], row["name"], row["current_insee"]


@functools.cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """For each commune with a contour, the communes that touch it."""
    with _text(NEIGHBOURS) as stream:
        return {row["insee"]: tuple(row["neighbours"].split()) for row in csv.DictReader(stream)}


def contour_lines(wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The encoded contour of each wanted commune that has one, without parsing the others."""
    with _text(CONTOURS) as stream:
        for line in stream:
            insee = line[2:7]
            if insee in wanted:
                yield insee, line


@functools.cache
def departement_names() -> dict[str, str]:
    """Label of each département by its code."""
    rows = json.loads(DEPARTEMENTS.read_text(encoding="utf-8"))
    return {row["code"]: row["nom"] for row in rows}
