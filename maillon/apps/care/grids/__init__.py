"""The grids and the team rules that ship with Maillon: dated, sourced, as sure as their sources."""

import functools
from pathlib import Path
from typing import Any

from maillon.engines.grids import (
    Composition,
    Fee,
    Questionnaire,
    read_composition,
    read_fee,
    read_grid,
)
from maillon.errors import RuleError
from maillon.kernel import yamlfile

__all__ = ["compositions", "fees", "questionnaires"]

HERE = Path(__file__).parent


@functools.cache
def questionnaires() -> tuple[Questionnaire, ...]:
    """Every version of every grid; raises ``RuleError`` naming file, key and remedy."""
    return tuple(read_grid(one, place) for place, one in _rows("questionnaires.yaml"))


@functools.cache
def compositions() -> tuple[Composition, ...]:
    """Every dated rule of composition; raises ``RuleError`` in the same way."""
    return tuple(read_composition(one, place) for place, one in _rows("compositions.yaml"))


@functools.cache
def fees() -> tuple[Fee, ...]:
    """Every flat fee that a source tells; raises ``RuleError`` in the same way."""
    return tuple(read_fee(one, place) for place, one in _rows("fees.yaml"))


def _rows(name: str) -> list[tuple[str, Any]]:
    rows = yamlfile.read(HERE / name)
    if not isinstance(rows, list):
        raise RuleError(f"{name} : une liste est attendue, « - code: … ».")
    return [(f"{name}, {n}", row) for n, row in enumerate(rows, 1)]
