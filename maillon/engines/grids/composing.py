"""Who must stand in a team for a rule to hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillon.engines.common import Reason
from maillon.engines.grids.model import Source
from maillon.engines.grids.scoring import Verdict

__all__ = ["Composed", "Composition", "Requirement", "Teammate", "compose"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """So many people of one of these professions, or holding one of these roles."""

    code: str
    any_of: frozenset[str]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Composition:
    """How a team is made up, from a day on.

    ``conditions`` are facts that must be true of it; ``months`` is how long it lasts, if bounded.
    """

    code: str
    since: date
    at_least: int
    source: Source
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[str, ...] = ()
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody of the team: one key a person, her profession, what she is to the patient."""

    key: str
    profession: str
    roles: frozenset[str] = frozenset()

    def answers(self, wanted: Requirement) -> bool:
        """Whether her profession or one of her roles is asked for."""
        return bool(wanted.any_of & {self.profession, *self.roles})


@dataclass(frozen=True, slots=True)
class Composed:
    """Whether the rule holds; what is lacking, in the order in which to look for it."""

    verdict: Verdict
    lacking: tuple[Reason, ...]


def compose(rule: Composition, team: Sequence[Teammate], facts: Mapping[str, bool]) -> Composed:
    """Hold a team against a rule.

    Each person counts once, however many times she is listed, and may answer several
    requirements. A condition absent from ``facts`` is unknown: where nothing else is lacking,
    the verdict is ``undecided``. Somebody more never breaks a rule that held.
    """
    people = {mate.key: mate for mate in team}.values()
    lacking = [*_people(rule, people), *_conditions(rule, facts, known=True)]
    unknown = [*_conditions(rule, facts, known=False)]
    verdict: Verdict = "not_reached" if lacking else "undecided" if unknown else "reached"
    return Composed(verdict, (*lacking, *unknown))


def _people(rule: Composition, people: Iterable[Teammate]) -> Iterable[Reason]:
    people = list(people)
    for wanted in rule.requirements:
        found = sum(mate.answers(wanted) for mate in people)
        if found < wanted.at_least:
            yield Reason("team_lacks", {"who": wanted.code, "n": wanted.at_least - found})
    if len(people) < rule.at_least:
        yield Reason("team_too_small", {"n": rule.at_least - len(people)})


def _conditions(rule: Composition, facts: Mapping[str, bool], *, known: bool) -> Iterable[Reason]:
    for condition in rule.conditions:
        if known and facts.get(condition) is False:
            yield Reason("team_condition_missing", {"condition": condition})
        if not known and condition not in facts:
            yield Reason("team_condition_unknown", {"condition": condition})
