"""Histories whose truth is known, told as badly as records are: is what comes back noticed?"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from maillon.engines.signals import Attempt, Habit, Outcome, repetitions

__all__ = ["LAST_DAY", "History", "histories", "judged", "judged_lines"]

LAST_DAY: Final = date(2026, 6, 30)
# How often a record leaves out, or gets wrong, what happened. Ours, severe on purpose: no
# published figure was found for coordination records.
UNWRITTEN_RESULT, UNWRITTEN_PROBLEM, UNWRITTEN_GOAL, MISCODED = 0.25, 0.15, 0.10, 0.05


@dataclass(frozen=True, slots=True)
class History:
    """What the record says, and whether the person is in truth given the same answer again."""

    kind: str
    stuck: bool
    attempts: tuple[Attempt, ...]


def histories(seed: int, n: int, habits: Mapping[str, Habit]) -> list[History]:
    """``n`` repeatable histories; about a third of them stuck, the others for nine reasons not."""
    draw = random.Random(seed)
    return [_history(draw, habits) for _ in range(n)]


def judged(told: Sequence[History], habits: Mapping[str, Habit]) -> dict[str, Any]:
    """Precision and recall of the rule on these histories, and how each kind was taken."""
    noticed = [bool(repetitions(one.attempts, habits, on=LAST_DAY)) for one in told]
    right = sum(seen and one.stuck for seen, one in zip(noticed, told, strict=True))
    return {
        "histories": len(told),
        "stuck": sum(one.stuck for one in told),
        "noticed": sum(noticed),
        "precision": right / sum(noticed) if any(noticed) else None,
        "recall": right / sum(one.stuck for one in told) if any(o.stuck for o in told) else None,
        "kinds": {
            kind: {
                "n": sum(one.kind == kind for one in told),
                "noticed": sum(
                    seen for seen, one in zip(noticed, told, strict=True) if one.kind == kind
                ),
            }
            for kind in sorted({one.kind for one in told})
        },
    }


def judged_lines(answer: Mapping[str, Any]) -> list[str]:
    """The same, for somebody to read."""
    rates = [
        f"{name} {answer[key]:.1%}".replace(".", ",")
        for name, key in (("précision", "precision"), ("rappel", "recall"))
        if answer[key] is not None
    ]
    kinds = [
        f"  {kind:<16}{row['noticed']:>5} remarquées sur {row['n']}"
        for kind, row in answer["kinds"].items()
    ]
    return [
        f"{answer['histories']} histoires inventées (graine {answer['seed']}), écrites comme un "
        "dossier l’est : un résultat sur quatre manque.",
        " · ".join(rates),
        *kinds,
    ]


def _history(draw: random.Random, habits: Mapping[str, Habit]) -> History:
    kind = draw.choices(list(KINDS), [weight for weight, _, _ in KINDS.values()])[0]
    _, stuck, make = KINDS[kind]
    lasting = [habit for habit in habits.values() if habit.by_design == (kind == "by_design")]
    habit = draw.choice(lasting)
    truth = make(draw, habit)
    noise = [habit.answer for habit in habits.values() if not habit.by_design]
    return History(kind, stuck, tuple(_written(draw, one, noise) for one in truth))


def _written(draw: random.Random, truth: Attempt, answers: Sequence[str]) -> Attempt:
    """What a busy hand writes of it."""
    return replace(
        truth,
        outcome="unknown" if draw.random() < UNWRITTEN_RESULT else truth.outcome,
        problem="" if draw.random() < UNWRITTEN_PROBLEM else truth.problem,
        goal="" if draw.random() < UNWRITTEN_GOAL else truth.goal,
        answer=draw.choice(answers) if draw.random() < MISCODED else truth.answer,
    )


def _tries(draw: random.Random, habit: Habit, n: int, *, spread: float = 0.9) -> list[Attempt]:
    """``n`` failures of one problem, ending before the last day, within the habit's window."""
    room = habit.within_days * spread / max(n - 1, 1)
    gap = max(int(room), habit.one_stay_days + 25)
    starts = [LAST_DAY - timedelta(days=draw.randint(5, 40))]
    while len(starts) < n:
        least = min(habit.one_stay_days + 22, gap)
        starts.append(starts[-1] - timedelta(days=draw.randint(least, gap)))
    stay = timedelta(days=draw.randint(1, 20))
    failed: Outcome = "not_achieved"
    return [
        Attempt(habit.answer, day, day + stay, problem="p1", outcome=failed)
        for day in sorted(starts)
    ]


def _stuck(draw: random.Random, habit: Habit) -> list[Attempt]:
    return _tries(draw, habit, habit.times + draw.randint(0, 4), spread=0.7)


def _by_design(draw: random.Random, habit: Habit) -> list[Attempt]:
    rhythm = draw.choice([2, 7, 21, 28])
    days = [LAST_DAY - timedelta(days=rhythm * place) for place in range(draw.randint(5, 80))]
    return [Attempt(habit.answer, day, day, problem="p1") for day in sorted(days)]


def _few(draw: random.Random, habit: Habit) -> list[Attempt]:
    return _tries(draw, habit, draw.randint(1, habit.times - 1))


def _recovered(draw: random.Random, habit: Habit) -> list[Attempt]:
    tries = _tries(draw, habit, habit.times + 1)
    return [replace(one, outcome="achieved") for one in tries[:-1]] + tries[-1:]


def _solved(draw: random.Random, habit: Habit) -> list[Attempt]:
    tries = _tries(draw, habit, habit.times + 1)
    return [*tries[:-1], replace(tries[-1], outcome="achieved")]


def _new_goal(draw: random.Random, habit: Habit) -> list[Attempt]:
    tries = _tries(draw, habit, habit.times + 1)
    return [*tries[:-1], replace(tries[-1], goal="g1")]


def _other_problems(draw: random.Random, habit: Habit) -> list[Attempt]:
    tries = _tries(draw, habit, habit.times + 1)
    return [replace(one, problem=f"p{place}") for place, one in enumerate(tries)]


def _long_ago(draw: random.Random, habit: Habit) -> list[Attempt]:
    between = habit.within_days // max(habit.times - 2, 1)
    gap = timedelta(days=between + draw.randint(30, 300))
    (last,) = _tries(draw, habit, 1)
    days = [last.started_on - gap * place for place in range(habit.times)]
    return [replace(last, started_on=day, ended_on=day) for day in sorted(days)]


def _moved(draw: random.Random, habit: Habit) -> list[Attempt]:
    """One stay in several places, one after the other."""
    day, parts = LAST_DAY - timedelta(days=200), []
    for _ in range(habit.times + 1):
        end = day + timedelta(days=draw.randint(3, 25))
        parts.append(Attempt(habit.answer, day, end, problem="p1", outcome="not_achieved"))
        day = end + timedelta(days=draw.randint(0, habit.one_stay_days))
    return parts


def _mixed(draw: random.Random, habit: Habit) -> list[Attempt]:
    """Different answers to one problem: a search, not a repetition."""
    tries = _tries(draw, habit, habit.times + 1)
    return [replace(one, answer=f"other_{place}") for place, one in enumerate(tries)]


Make = Callable[[random.Random, Habit], list[Attempt]]
# kind → how many of them, whether stuck in truth, how it goes
KINDS: Final[Mapping[str, tuple[int, bool, Make]]] = {
    "stuck": (35, True, _stuck),
    "by_design": (20, False, _by_design),
    "few": (12, False, _few),
    "recovered": (6, False, _recovered),
    "solved": (6, False, _solved),
    "new_goal": (6, False, _new_goal),
    "other_problems": (5, False, _other_problems),
    "long_ago": (4, False, _long_ago),
    "moved": (3, False, _moved),
    "mixed": (3, False, _mixed),
}
