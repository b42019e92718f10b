"""What proves each fact, as data: read once, checked against the engine's own words."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from maillon.engines.aci import FACTS
from maillon.errors import RuleError
from maillon.kernel.yamlfile import read

__all__ = ["Evidence", "Way", "Wish", "evidence"]

FILE = Path(__file__).with_name("evidence.yaml")
FROM = frozenset({
    "any", "count", "declared", "ladder", "last", "members", "objects", "persons", "steps",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How one fact is known. ``free``: declared, it counts without a paper; ``ends``: the acts
    after which a thing counts no more.
    """

    key: str
    source: str
    acts: tuple[str, ...] = ()
    note: str = ""
    who: str = ""
    steps: tuple[Decimal, ...] = ()
    standing: bool = False
    free: bool = False
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What to do for an indicator, where it is noted, and the facts that are within reach."""

    indicator: str
    do: str
    register: str
    reach: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every way and every wish, by key."""

    ways: Mapping[str, Way]
    wishes: Mapping[str, Wish]

    def obtained_by(self, indicator: str, act: str, late: bool) -> bool:
        """Whether the paper of this act is what one waits for to do what the indicator wishes;
        ``late``: the act is of a year before, which only what stands may be.
        """
        wish = self.wishes.get(indicator)
        ways = [self.ways[key] for key in wish.reach if key in self.ways] if wish else []
        named = f"structures.proof_{wish.register}" if wish else ""
        own = any(named in way.acts for way in ways)
        return any(
            act in way.acts and (act == named or not own) and (way.standing or not late)
            for way in ways
        )

    @property
    def acts(self) -> frozenset[str]:
        """Every kind of act that proves something."""
        return frozenset(act for way in self.ways.values() for act in (*way.acts, *way.ends))


@functools.cache
def evidence() -> Evidence:
    """The evidence as shipped; ``RuleError`` names what the engine does not know."""
    told = read(FILE)
    ways = {key: _way(key, row) for key, row in told["facts"].items()}
    wishes = {
        key: Wish(key, row["do"], row["register"], row["reach"])
        for key, row in told["indicators"].items()
    }
    reached = {key for wish in wishes.values() for key in wish.reach}
    unknown = sorted((set(ways) | reached) - set(FACTS))
    if unknown:
        raise RuleError(f"{FILE.name} : faits inconnus du moteur : {', '.join(unknown)}")
    return Evidence(ways, wishes)


def _way(key: str, row: Mapping[str, Any]) -> Way:
    if row["from"] not in FROM:
        raise RuleError(f"{FILE.name} : {key} : « {row['from']} » n’est pas une façon de savoir")
    return Way(
        key, row["from"], tuple(row.get("acts", ())), row.get("note", ""), row.get("who", ""),
        tuple(Decimal(one) for one in row.get("steps", ())),
        row.get("window") == "standing", bool(row.get("free")), tuple(row.get("ends", ())),
    )  # fmt: skip
