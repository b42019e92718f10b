"""A questionnaire as dated data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["Item", "Option", "Questionnaire", "Source", "Threshold", "in_force"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read, when it was published, and how sure it is.

    ``confidence``: A two independent sources, one of them institutional; B one institutional
    or professional source; C one secondary source; D recalled, never to be shown as a fact.
    """

    name: str
    confidence: str
    published: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that may be chosen, and what it weighs."""

    code: str
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """A question; ``within`` names the situations in which alone it is asked (empty: always)."""

    code: str
    text: str
    options: tuple[Option, ...]
    within: frozenset[str] = frozenset()

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the most that an answer may weigh."""
        points = [option.points for option in self.options]
        return min(points), max(points)


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many points on, out of how many, in which situations, who says so."""

    at_least: Decimal
    out_of: Decimal
    source: Source
    within: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One dated version of a grid; ``items`` is empty where nobody has published them.

    ``entries``: the situations of which one at least must be the person's, where there are any.
    """

    code: str
    title: str
    version: str
    since: date
    source: Source
    thresholds: tuple[Threshold, ...]
    items: tuple[Item, ...] = ()
    entries: tuple[str, ...] = ()
    rescore_days: int | None = None
    note: str = ""

    def asked(self, situations: frozenset[str]) -> tuple[Item, ...]:
        """The questions of somebody in these situations, in the order of the grid."""
        return tuple(item for item in self.items if item.within <= situations)

    def threshold(self, situations: frozenset[str]) -> Threshold:
        """The threshold of these situations: the one that names most of them.

        A grid has one that names none, so that there always is an answer.
        """
        standing = [one for one in self.thresholds if one.within <= situations]
        return max(standing, key=lambda one: len(one.within))


def in_force(versions: Iterable[Questionnaire], day: date) -> Questionnaire | None:
    """The newest version that applies that day; ``None`` before the first."""
    return max((one for one in versions if one.since <= day), key=_since, default=None)


def _since(version: Questionnaire) -> date:
    return version.since
