"""The reviewed answers: one line per route, method and object, one column per reader.

A change of who is answered is a change of this file, that somebody reads:
``make access-golden`` writes it anew.
"""

import csv
import fcntl
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tests.access.walk import OBJECTS, REVIEWED, Answer

__all__ = ["ANEW", "FILE", "lines_of", "reviewed", "write", "writing"]

ANEW = "who is answered has changed: `make access-golden` writes tests/access/golden.csv; read it"

FILE = Path(__file__).with_name("golden.csv")
HEAD = ("route", "method", "object", *REVIEWED)
Line = tuple[str, ...]


def writing() -> bool:
    """Whether this run writes the file instead of being judged by it."""
    return os.environ.get("MAILLON_GOLDEN") == "write"


def lines_of(name: str, method: str, answers: Mapping[tuple[str, str], Answer]) -> list[Line]:
    """The lines of one route, as the file has them."""
    asked = [of for of in OBJECTS if ("anonymous", of) in answers]
    return [(name, method, of, *(answers[person, of].said for person in REVIEWED)) for of in asked]


@cache
def reviewed() -> dict[tuple[str, str], list[Line]]:
    """Every line of the file, by route and method."""
    return _read(FILE.read_text(encoding="utf-8"))


def _read(text: str) -> dict[tuple[str, str], list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in list(csv.reader(text.splitlines()))[1:]:
        found.setdefault((line[0], line[1]), []).append(tuple(line))
    return found


def write(lines: list[Line], known: Iterable[tuple[str, str]]) -> None:
    """Put the lines of one route in the file, and drop those of routes that are gone."""
    FILE.touch()
    with FILE.open("r+", encoding="utf-8", newline="") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # several processes write it together
        kept = {cell: held for cell, held in _read(file.read()).items() if cell in set(known)}
        kept[lines[0][0], lines[0][1]] = lines
        file.seek(0)
        file.truncate()
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEAD)
        out.writerows(line for cell in sorted(kept) for line in kept[cell])
