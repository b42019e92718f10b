"""The rules as data: what each is worth, since when, who says so and how sure that is."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillon.engines.aci.dated import DatedRule, Source
from maillon.engines.aci.flaws import Flaw, Malformed
from maillon.engines.aci.indicators import COUNTED, Counting

__all__ = ["Accord", "Book", "Indicator", "Row", "Standing", "standing"]


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One indicator, or one rule on the sum, through its versions."""

    id: str
    name: str
    label: str
    what: str
    axis: str
    versions: tuple[DatedRule, ...]

    def on(self, day: date) -> DatedRule | None:
        """The version in force that day."""
        return next((one for one in reversed(self.versions) if one.since <= day), None)


@dataclass(frozen=True, slots=True, eq=False)
class Accord:
    """A text that was signed; ``missing`` says what of it is not known."""

    id: str
    label: str
    since: date
    sources: tuple[Source, ...]
    confidence: str
    known: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Everything known of a contract; ``revision`` names exactly this text of the rules."""

    indicators: tuple[Indicator, ...]
    modifiers: Mapping[str, Indicator]
    accords: tuple[Accord, ...]
    revision: str

    def accord(self, day: date) -> Accord:
        """The last text in force that day; ``Malformed`` before the first."""
        found = [one for one in self.accords if one.since <= day]
        if not found:
            raise Malformed("", [Flaw("before_rules", "year", 0, {"first": self.accords[0].since})])
        return found[-1]

    def incomplete(self, day: date) -> Accord | None:
        """The first text not wholly known that takes effect in the year of that day, or before."""
        last = date(day.year, 12, 31)
        return next((one for one in self.accords if one.missing and one.since <= last), None)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An indicator on a given day, and the function that counts it."""

    indicator: Indicator
    version: DatedRule
    counting: Counting


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The rules of one day: indicators in the order of the contract, rules on the sum by name."""

    accord: Accord
    rows: tuple[Row, ...]
    core: tuple[Row, ...]  # those an advance is counted from
    modifiers: Mapping[str, DatedRule]
    needed: tuple[str, ...]  # facts that the indicators cannot do without


@functools.lru_cache(maxsize=64)
def standing(book: Book, day: date) -> Standing:
    """What is in force that day; ``Malformed`` before the first rule known."""
    accord = book.accord(day)
    versions = ((one, one.on(day)) for one in book.indicators)
    rows = tuple(Row(one, version, COUNTED[one.id]) for one, version in versions if version)
    on_the_sum = ((name, one.on(day)) for name, one in book.modifiers.items())
    return Standing(
        accord=accord,
        rows=rows,
        core=tuple(row for row in rows if row.version.kind in ("prerequisite", "core")),
        modifiers={name: version for name, version in on_the_sum if version},
        needed=tuple(dict.fromkeys(key for row in rows for key in row.counting.needs)),
    )
