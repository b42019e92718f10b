"""From acts, members and words declared to the facts of a statement, each with what proves it.

Pure: the same acts give the same facts; a proof taken away never raises one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from maillon.apps.contracts.evidence import Evidence, Way
from maillon.engines.aci import FACTS

__all__ = ["Declared", "Found", "Told", "gather", "typed"]

# Known as done and proven by no paper: the commitment is not held yet.
UNHELD: Final[Mapping[str, Any]] = {
    "opening_hours_per_day": Decimal(0), "open_saturday_morning": False, "weeks_closed": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One act of the journal that stands: ``proven`` where it carries a document."""

    id: UUID
    act: str
    day: date
    proven: bool
    notes: Mapping[str, Any]
    persons: frozenset[UUID] = frozenset()
    about: tuple[str, UUID] | None = None  # the meeting, the record, the protocol


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact that was declared, with its paper or without."""

    id: UUID
    value: Any
    day: date
    paper: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A fact three times: as proven, as done, as declared besides; ``None``: not told."""

    key: str
    source: str  # acts, members, declared
    proven: Any
    done: Any
    declared: Any
    acts: tuple[Told, ...] = ()
    word: Declared | None = None


def gather(
    rules: Evidence,
    acts: Sequence[Told],
    team: Mapping[str, int],
    words: Mapping[str, Declared],
    *,
    year: int,
    on: date,
    needed: Sequence[str] = (),
) -> dict[str, Found]:
    """Every fact that the evidence knows of, for the acts of ``year`` up to the day ``on``.

    A fact that is ``needed`` and counted is 0 where there is no act; any other is not claimed.
    """
    return {
        key: _found(way, acts, team, words.get(key), year, on, key in needed)
        for key, way in rules.ways.items()
    }


def _found(
    way: Way, acts: Sequence[Told], team: Mapping[str, int], word: Declared | None,
    year: int, on: date, needed: bool,
) -> Found:  # fmt: skip
    kept: tuple[Told, ...] = ()
    if way.source == "members":
        counted = team.get(way.who, 0)
        value: Any = counted if FACTS[way.key].form == "count" else bool(counted)
        source, proven, done = "members", value, value
    elif way.source == "declared":
        source, proven, done = "declared", None, None
    else:
        first = date.min if way.standing else date(year, 1, 1)
        kept = tuple(
            sorted((one for one in _living(way, acts, on) if first <= one.day),
                   key=lambda one: (one.day, str(one.id)))
        )  # fmt: skip
        source = "acts"
        done = _value(way, kept, needed)
        proven = _value(way, [one for one in kept if one.proven], needed)
        if proven is None and done is not None and needed:
            proven = UNHELD.get(way.key)
    return _with_word(Found(way.key, source, proven, done, done, kept, word), way)


def _living(way: Way, acts: Sequence[Told], on: date) -> list[Told]:
    """The acts of this way up to a day, but for those about a thing that was ended by then."""
    known = [one for one in acts if one.day <= on]
    ended = {one.about[1] for one in known if one.act in way.ends and one.about}
    return [
        one for one in known if one.act in way.acts and (not one.about or one.about[1] not in ended)
    ]


def _with_word(found: Found, way: Way) -> Found:
    """What is declared: it counts as proven where it needs no paper, or has one."""
    word = found.word
    if word is None:
        return found
    sure = way.free or word.paper
    return Found(
        found.key, found.source, word.value if sure else found.proven,
        word.value if sure else found.done, word.value, found.acts, word,
    )  # fmt: skip


def _value(way: Way, acts: Sequence[Told], needed: bool) -> Any:
    if way.source == "last":
        return typed(way.key, acts[-1].notes.get(way.note)) if acts else None
    if not acts and not needed:
        return None
    if way.source == "count":
        return len(acts)
    if way.source == "objects":
        return len({one.about[1] if one.about else one.id for one in acts})
    if way.source == "persons":
        return len(frozenset().union(*(one.persons for one in acts)))
    if way.source == "any":
        return bool(acts)
    if way.source == "ladder":
        kinds = {one.act for one in acts}
        return next((n for n, act in enumerate(way.acts) if act not in kinds), len(way.acts))
    total = sum((Decimal(str(one.notes.get(way.note, 0))) for one in acts), Decimal(0))
    return sum(total >= step for step in way.steps)


def typed(key: str, text: Any) -> Any:
    """A fact as the engine takes it, from what was noted or typed; ``None`` for no value.

    Raises ``ValueError`` where it is not of the fact's form.
    """
    if text is None or text == "":
        return None
    form = FACTS[key].form
    if form == "flag":
        return text if isinstance(text, bool) else str(text).lower() in ("true", "on", "1", "oui")
    if form == "count":
        return int(str(text))
    if form == "number":
        try:
            return Decimal(str(text).replace(",", "."))
        except ArithmeticError as error:
            raise ValueError(str(text)) from error
    return date.fromisoformat(str(text)) if form == "day" else str(text)
