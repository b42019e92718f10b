"""The headings expected of a project, as data: read once, each with its source and confidence."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from maillon.errors import RuleError
from maillon.kernel.yamlfile import read

__all__ = ["CONFIDENCE", "Heading", "Outline", "Source", "outline", "outline_for", "outlines"]

FILE: Final = Path(__file__).with_name("outlines.yaml")
CONFIDENCE: Final = {
    "A": "deux textes le disent",
    "B": "un texte le dit",
    "C": "recoupé, texte officiel non retrouvé",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a heading was read, and of when."""

    name: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: what it asks, how sure it is that it is expected."""

    key: str
    title: str
    asks: str
    confidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of one kind of project. ``code`` names its version for ever."""

    code: str
    kinds: tuple[str, ...]
    label: str
    note: str
    sections: tuple[Heading, ...]


@functools.cache
def outlines() -> Mapping[str, Outline]:
    """Every outline by code; ``RuleError`` for a heading without source or confidence."""
    told = read(FILE)
    sources = {key: Source(row["name"], str(row["date"]), row["url"])
               for key, row in told["sources"].items()}  # fmt: skip
    return {row["code"]: _outline(row, sources) for row in told["outlines"]}


def outline(code: str) -> Outline:
    """The outline of this code, as it was when a project began with it."""
    return outlines()[code]


def outline_for(kind: str) -> Outline | None:
    """The outline of a kind of structure; ``None`` where nobody expects a project of it."""
    return next((one for one in outlines().values() if kind in one.kinds), None)


def _outline(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Outline:
    headings = tuple(_heading(row["code"], one, sources) for one in row["sections"])
    return Outline(row["code"], tuple(row["kinds"]), row["label"], row["note"], headings)


def _heading(code: str, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Heading:
    named = [one for one in row["sources"] if one in sources]
    if not named or len(named) != len(row["sources"]) or row["confidence"] not in CONFIDENCE:
        raise RuleError(f"{FILE.name} : {code}, {row['key']} : source ou fiabilité inconnue")
    return Heading(row["key"], row["title"], row["asks"], row["confidence"],
                   tuple(sources[one] for one in named))  # fmt: skip
