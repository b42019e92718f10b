"""A rule from one day on, with its source and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from maillon.engines.aci.flaws import Flaw, Malformed

__all__ = ["CONFIDENCE", "DatedRule", "Note", "Source"]

CONFIDENCE: Final = ("A", "B", "C")  # from the surest; D settles nothing and is never loaded


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, where and when; ``date`` is as precise as what was found, or « inconnue »."""

    name: str
    date: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Where sources disagree (``conflict``), or where none speaks (``open``), in French."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class DatedRule:
    """A rule from one day on, with its source."""

    rule: str
    since: date
    kind: str  # prerequisite | core | optional | modifier
    words: str
    amounts: Mapping[str, Decimal | None]
    confidence: Mapping[str, str]  # "points" and, where they are less sure, other parts
    sources: tuple[Source, ...]
    notes: Mapping[str, Note]
    evidence: str = ""
    ask: str = ""  # the fact that tells an amount no source gives

    def amount(self, name: str) -> Decimal:
        """One amount; raises ``Malformed`` naming it where no source gives it."""
        found = self.amounts[name]
        if found is None:
            data = {"rule": self.rule, "since": self.since, "ask": self.ask}
            raise Malformed("", [Flaw("amount_unknown", name, 0, data)])
        return found

    def sureness(self, parts: tuple[str, ...]) -> str:
        """The least sure of the parts relied on."""
        points = self.confidence["points"]
        return max(points, *(self.confidence[part] for part in parts)) if parts else points
