"""Noticing that an answer comes back, once too often, without a goal shared with the person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from maillon.engines.common import Reason
from maillon.engines.signals.habits import Habit

__all__ = ["Attempt", "Outcome", "Repetition", "repetitions"]

Outcome = Literal["achieved", "partly", "not_achieved", "unknown"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer tried: what, for which problem, when, with what result, for which shared goal.

    ``problem`` and ``goal`` are codes or keys of the record, empty where nothing was written.
    """

    answer: str
    started_on: date
    ended_on: date | None = None
    problem: str = ""
    outcome: Outcome = "unknown"
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """A series that stands: its attempts, and the day on which it became a question."""

    habit: Habit
    attempts: tuple[Attempt, ...]
    noticed_on: date

    @property
    def unknown(self) -> int:
        """How many attempts before the last have no result written: to be asked, not supposed."""
        return sum(attempt.outcome == "unknown" for attempt in self.attempts[:-1])

    def reasons(self) -> tuple[Reason, ...]:
        """Why it is noticed, and what nobody has written."""
        first, last = self.attempts[0].started_on.isoformat(), self.attempts[-1].started_on
        goal = next((attempt.goal for attempt in reversed(self.attempts) if attempt.goal), "")
        return (
            Reason(
                "answer_repeated",
                {
                    "answer": self.habit.label,
                    "n": len(self.attempts),
                    "first": first,
                    "last": last.isoformat(),
                },
            ),
            Reason("shared_goal_unmet", {"goal": goal}) if goal else Reason("no_shared_goal"),
            *((Reason("results_unwritten", {"n": self.unknown}),) if self.unknown else ()),
        )


def repetitions(
    history: Iterable[Attempt],
    habits: Mapping[str, Habit],
    *,
    on: date,
    meetings: Iterable[date] = (),
) -> tuple[Repetition, ...]:
    """The series that stand that day, the longest first.

    An attempt lengthens the series of its answer and problem. The series begins again after a
    result achieved, even partly; after a circle meeting (``meetings``); with a goal shared with
    the person that the series did not have; and forgets what is older than the habit's window.
    It stands from its ``times``-th attempt on, at its start: before one more is lived through.
    An answer without a habit, or repeated by design, never counts. The order of ``history``
    is of no importance; what starts after ``on`` has not happened.
    """
    past = [attempt for attempt in history if attempt.started_on <= on]
    held = sorted(day for day in meetings if day <= on)
    standing = [
        found
        for answer, habit in sorted(habits.items())
        if not habit.by_design
        for series in _series([one for one in past if one.answer == answer])
        if (found := _standing(series, habit, held))
    ]
    return tuple(sorted(standing, key=lambda one: (-len(one.attempts), one.noticed_on)))


def _series(attempts: Sequence[Attempt]) -> Iterator[list[Attempt]]:
    """One series a problem; what names none joins the only problem there is."""
    problems = {attempt.problem for attempt in attempts} - {""}
    if len(problems) == 1:
        (only,) = problems
        attempts = [replace(attempt, problem=only) for attempt in attempts]
    ordered = sorted(attempts, key=_place)
    for _, series in groupby(sorted(ordered, key=_problem), key=_problem):
        yield list(series)


def _standing(
    series: Iterable[Attempt], habit: Habit, meetings: Sequence[date]
) -> Repetition | None:
    streak: list[Attempt] = []
    for attempt in _joined(series, habit.one_stay_days):
        streak = [*_kept(streak, attempt, habit, meetings), attempt]
    if not streak or len(streak) < habit.times or _over(streak[-1], meetings):
        return None
    return Repetition(habit, tuple(streak), streak[habit.times - 1].started_on)


def _kept(
    streak: Sequence[Attempt], new: Attempt, habit: Habit, meetings: Sequence[date]
) -> list[Attempt]:
    """What of the series still counts when a new attempt begins."""
    if not streak or streak[-1].outcome in ("achieved", "partly"):
        return []
    if any(streak[-1].started_on < day <= new.started_on for day in meetings):
        return []
    if new.goal and new.goal not in {attempt.goal for attempt in streak}:
        return []
    return [one for one in streak if (new.started_on - one.started_on).days <= habit.within_days]


def _over(last: Attempt, meetings: Sequence[date]) -> bool:
    return last.outcome in ("achieved", "partly") or any(day > last.started_on for day in meetings)


def _joined(series: Iterable[Attempt], days: int) -> Iterator[Attempt]:
    """Two stays that follow one another are one: moved, or prolonged."""
    held: Attempt | None = None
    for attempt in series:
        if held and held.ended_on and (attempt.started_on - held.ended_on).days <= days:
            held = replace(attempt, started_on=held.started_on, goal=attempt.goal or held.goal)
            continue
        if held:
            yield held
        held = attempt
    if held:
        yield held


def _place(attempt: Attempt) -> tuple[date, date, str, str]:
    end = attempt.ended_on or date.max
    return attempt.started_on, end, attempt.outcome, attempt.goal


def _problem(attempt: Attempt) -> str:
    return attempt.problem
