"""The legal ground of sharing, computed from facts and never typed in.

Source: code de la santé publique, L1110-4 and L1110-12 (inside the care team: prior information
and the right to object; outside it: prior consent, by any means), R1110-2 (closed list of the
other professions that may share). Whoever is in neither list sees what the person lets her see,
and never what is under shared secrecy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

__all__ = ["Member", "Regime", "Standing", "Word", "ground_of", "opposed"]


class Standing(StrEnum):
    """What the law makes of somebody's trade."""

    HEALTH = "health"
    LISTED = "listed"  # R1110-2
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody around the person; present from ``starts_on`` until ``ends_on`` excluded."""

    id: str
    standing: Standing
    same_team: bool  # of the structure that holds the circle, itself a care team
    themes: frozenset[str]
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """What the person, or who speaks for her, said: about one member, or (``""``) about all.

    ``kind``: ``informed``, ``recognised`` (one of my care team), ``agreed``, ``opposed``.
    ``themes`` narrow an agreement; empty narrows nothing.
    """

    kind: str
    about: str
    at: datetime
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Regime:
    """``relation``: ``T``, ``C`` or none; ``why``: a code that wording turns into a sentence."""

    relation: str
    why: str
    themes: frozenset[str] = frozenset()


_LIFTS: Final = frozenset({"agreed", "recognised"})
_INFORMS: Final = _LIFTS | {"informed"}


def opposed(words: Iterable[Word], about: str) -> bool:
    """Whether an opposition stands: to this member, or to all sharing.

    Her latest word of the same reach decides; of two of one moment, the opposition. Being
    informed lifts nothing, and agreeing to one member does not lift an opposition to all.
    """
    known = list(words)
    return any(_stands(known, reach) for reach in {"", about})


def _stands(words: list[Word], about: str) -> bool:
    said = [w for w in words if w.about == about and w.kind in _LIFTS | {"opposed"}]
    return bool(said) and max(said, key=lambda w: (w.at, w.kind == "opposed")).kind == "opposed"


def ground_of(
    member: Member, words: Iterable[Word], *, secret: frozenset[str], today: date
) -> Regime:
    """The ground on which this member reads today, and the themes it opens.

    ``words`` in any order, each already said; ``secret``: themes under shared secrecy. An
    opposition ends what was said before it, of the same reach or narrower.
    """
    known = list(words)
    if not (member.starts_on <= today and (member.ends_on is None or today < member.ends_on)):
        return Regime("", "not_present")
    if opposed(known, member.id):
        return Regime("", "opposed")
    since = [w for w in known if w.about in ("", member.id) and _after_no(w, known, member.id)]
    own = [w for w in since if w.about == member.id]
    agreed = max(
        (w for w in own if w.kind == "agreed"), key=lambda w: (w.at, sorted(w.themes)), default=None
    )
    if member.standing is not Standing.OTHER and (
        member.same_team or any(w.kind == "recognised" for w in own)
    ):
        if not any(w.kind in _INFORMS for w in since):
            return Regime("", "not_informed")
        return Regime("T", "same_team" if member.same_team else "recognised", member.themes)
    if agreed is None:
        return Regime("", "not_agreed")
    themes = member.themes & (agreed.themes or member.themes)
    return Regime("C", "agreed", themes - secret if member.standing is Standing.OTHER else themes)


def _after_no(word: Word, words: list[Word], about: str) -> bool:
    """Said since the last opposition, to this member or to all."""
    noes = [w.at for w in words if w.kind == "opposed" and w.about in ("", about)]
    return not noes or word.at > max(noes)
