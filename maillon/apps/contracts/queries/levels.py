"""The same year four times: proven, done, declared besides, and within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from maillon.apps.contracts.counting import Counted, count, each_point
from maillon.apps.contracts.evidence import Wish
from maillon.apps.contracts.gathering import Found
from maillon.engines.aci import Statement

__all__ = ["Facts", "Gain", "Levels", "gain", "levels", "reached"]

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change adds, in points and in euros; ``euros`` follows the whole sum where it is
    known, else the value of the point.
    """

    points: Decimal
    euros: Decimal


@dataclass(frozen=True, slots=True)
class Levels:
    """Facts and statement at each level."""

    proven: Facts
    done: Facts
    declared: Facts
    counted: Mapping[str, Counted]

    @property
    def statement(self) -> Statement | None:
        """What is proven, counted."""
        return self.counted["proven"].statement


def levels(facts: Mapping[str, Found], year: int) -> Levels:
    """Each level of a year's facts, counted."""
    told = {
        level: {
            key: getattr(one, level) for key, one in facts.items()
            if getattr(one, level) is not None
        }
        for level in ("proven", "done", "declared")
    }  # fmt: skip
    counted = {level: count(known, year) for level, known in told.items()}
    return Levels(told["proven"], told["done"], told["declared"], counted)


def reached(facts: Facts, wish: Wish) -> Facts:
    """The facts with what is within reach for an indicator; an IPA is not hired by wishing."""
    wished = {key: value for key, value in wish.reach.items() if key != "ipa"}
    return facts | {
        key: _better(key, facts.get(key), _target(value, facts)) for key, value in wished.items()
    }


def _target(value: Any, facts: Facts) -> Any:
    if isinstance(value, dict):
        whole = int(facts.get(value["share_of"]) or 0)
        return ceil(whole * Decimal(value["at"]))
    return value


def _better(key: str, now: Any, target: Any) -> Any:
    if now is None or isinstance(target, str):
        return target
    if isinstance(target, bool):
        return now or target
    return min(now, target) if key == "weeks_closed" else max(now, target)


def gain(before: Facts, after: Facts, year: int) -> Gain:
    """What the second facts are worth more; nothing where either cannot be counted."""
    first, second = count(before, year).statement, count(after, year).statement
    if first is None or second is None:
        return Gain(Decimal(0), Decimal(0))
    if first.euros is not None and second.euros is not None:
        points = (second.points or Decimal(0)) - (first.points or Decimal(0))
        return Gain(points, second.euros - first.euros)
    points = sum((one.worth for one in second.lines), Decimal(0)) - sum(
        (one.worth for one in first.lines), Decimal(0)
    )
    return Gain(points, points * each_point(year))
