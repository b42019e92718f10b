"""Facts in, a statement out; what it lacks where it cannot be drawn up; the same as plain data."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from maillon.engines.aci import Malformed, Statement, check, rules, standing, statement

__all__ = ["Counted", "count", "digest_of", "each_point", "needed", "told"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement, or the facts that must be told before there is one."""

    statement: Statement | None
    asks: tuple[str, ...] = ()

    def worth(self, indicator: str) -> Decimal:
        """Points of an indicator alone, whatever a missing prerequisite holds back."""
        lines = self.statement.lines if self.statement else ()
        return next((one.worth for one in lines if one.id == indicator), Decimal(0))


def needed(year: int) -> tuple[str, ...]:
    """The facts that the rules of a year cannot do without."""
    return standing(rules(), date(year, 12, 31)).needed


def each_point(year: int) -> Decimal:
    """Euros of one point under the rules of a year."""
    return Decimal(standing(rules(), date(year, 12, 31)).modifiers["point_value"].amount("euros"))


def count(facts: Mapping[str, Any], year: int) -> Counted:
    """The statement of these facts; else what is asked for, never supposed."""
    try:
        right = check(facts, year=year, needed=needed(year))
        return Counted(statement(rules(), right, year=year))
    except Malformed as wrong:
        return Counted(None, tuple(dict.fromkeys(flaw.key for flaw in wrong.flaws)))


def told(found: Statement) -> dict[str, Any]:
    """A statement as plain data: every figure a string."""
    return {
        "year": found.year,
        "points": None if found.points is None else _exact(found.points),
        "euros": None if found.euros is None else format(found.euros, ".2f"),
        "advance": None if found.advance is None else format(found.advance, ".2f"),
        "missing_prerequisites": list(found.missing_prerequisites),
        "lines": {one.id: _exact(one.points) for one in found.lines},
    }


def _exact(figure: Decimal) -> str:
    return format(figure.normalize(), "f") if figure else "0"


def digest_of(result: Mapping[str, Any]) -> str:
    """SHA-256 of a result."""
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
