"""The steps of each kind of structure as data, and where one stands. Pure but for its file."""

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from maillon.errors import RuleError
from maillon.kernel.yamlfile import read

__all__ = ["STEPS", "Source", "Step", "Way", "next_step", "path_for"]

FILE: Final = Path(__file__).with_name("steps.yaml")
STEPS: Final = ("pre_project", "letter", "project", "contract")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step was read, and of when."""

    name: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the paper it asks and who answers; the first asks none."""

    code: str
    title: str
    paper: str
    answers: str
    asks: str
    confidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The steps of some kinds of structures, in order."""

    kinds: tuple[str, ...]
    note: str
    steps: tuple[Step, ...]

    def step(self, code: str) -> Step | None:
        """A step by its code."""
        return next((one for one in self.steps if one.code == code), None)


@functools.cache
def _paths() -> tuple[Way, ...]:
    told = read(FILE)
    sources = {key: Source(row["name"], str(row["date"]), row["url"])
               for key, row in told["sources"].items()}  # fmt: skip
    return tuple(_path(row, sources) for row in told["paths"])


def path_for(kind: str) -> Way | None:
    """The steps of a kind of structure; ``None`` where it has none to go through."""
    return next((one for one in _paths() if kind in one.kinds), None)


def next_step(passed: Collection[str]) -> str:
    """The first step that is not passed yet, in order; empty where all are.

    A step passed counts only once those before it are: nobody jumps.
    """
    return next((code for code in STEPS if code not in passed), "")


def _path(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Way:
    steps = tuple(
        Step(one["code"], one["title"], one["paper"], one["answers"], one["asks"],
             one["confidence"], tuple(sources[name] for name in one["sources"]))
        for one in row["steps"]
    )  # fmt: skip
    if tuple(one.code for one in steps) != STEPS or not all(one.sources for one in steps):
        raise RuleError(f"{FILE.name} : {row['kinds']} : il faut les quatre étapes et leur source")
    return Way(tuple(row["kinds"]), row["note"], steps)
