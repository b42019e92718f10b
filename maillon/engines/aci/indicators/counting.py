"""What an indicator is worth and why; the function of each is found by its id."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.facts import Facts
from maillon.engines.common import Reason

__all__ = ["COUNTED", "NOTHING", "Counting", "Other", "Outcome", "counts", "done", "nothing", "why"]

NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Other:
    """Another reading of the rule that matters here; ``points`` where it can be counted."""

    note: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points of one indicator, exact, with their reasons; ``held``: the commitment is kept.

    ``parts`` names what less sure parts of the rule were relied on. A rule worth euros and no
    points has ``points`` 0 and ``euros``.
    """

    points: Decimal
    reasons: tuple[Reason, ...]
    held: bool = True
    parts: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    euros: Decimal | None = None


Function = Callable[[Facts, DatedRule], Outcome]


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """A function, the facts it looks at, those it needs, and what its rule must hold."""

    count: Function
    uses: tuple[str, ...]
    needs: tuple[str, ...]
    amounts: frozenset[str]
    parts: frozenset[str]
    notes: frozenset[str]

    @property
    def name(self) -> str:
        return self.count.__name__


_COUNTED: dict[str, Counting] = {}
COUNTED: Final[Mapping[str, Counting]] = _COUNTED


def counts(
    indicator: str,
    *,
    amounts: str,
    needs: str = "",
    claims: str = "",
    parts: str = "",
    notes: str = "",
) -> Callable[[Function], Function]:
    """Declare the function of an indicator; lists are words with spaces between.

    ``needs``: facts that must be known. ``claims``: facts whose silence is « not claimed ».
    """

    def declare(function: Function) -> Function:
        _COUNTED[indicator] = Counting(
            count=function,
            uses=(*needs.split(), *claims.split()),
            needs=tuple(needs.split()),
            amounts=frozenset(amounts.split()),
            parts=frozenset({"points", *parts.split()}),
            notes=frozenset(notes.split()),
        )
        return function

    return declare


def why(code: str, **data: Any) -> Reason:
    """A reason with its figures."""
    return Reason(code, data)


def nothing(code: str, *others: Other, **data: Any) -> Outcome:
    """No point, and why; the commitment is not kept."""
    if not others and not data:
        return _nothing(code)
    return Outcome(NOTHING, (Reason(code, data),), held=False, others=others)


@functools.cache
def _nothing(code: str) -> Outcome:
    return Outcome(NOTHING, (Reason(code),), held=False)


def done(told: bool | None, points: Decimal, code: str = "fixed", **data: Any) -> Outcome:
    """An all-or-nothing commitment: kept, not kept, or not claimed."""
    if told:
        return Outcome(points, (Reason(code, {"points": points, **data}),))
    return nothing("not_claimed" if told is None else "not_done")
