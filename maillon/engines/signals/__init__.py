"""What comes back: the same answer, tried again, without a goal shared with the person.

The rule is Maillon's own, written to be read by teams and not taken from a published score: it
proposes a meeting, it judges nobody. Dates are calendar days, durations are in days.
"""

from maillon.engines.signals.habits import Habit, read_habits
from maillon.engines.signals.repetition import Attempt, Outcome, Repetition, repetitions

__all__ = ["Attempt", "Habit", "Outcome", "Repetition", "read_habits", "repetitions"]
