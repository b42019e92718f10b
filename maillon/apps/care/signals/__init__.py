"""The habits that ship with Maillon: what must come back, what becomes a question when it does."""

import functools
from collections.abc import Mapping
from pathlib import Path

from maillon.engines.signals import Habit, read_habits
from maillon.kernel import yamlfile

__all__ = ["habits"]

FILE = Path(__file__).with_name("habits.yaml")


@functools.cache
def habits() -> Mapping[str, Habit]:
    """Habits by code of answer; raises ``RuleError`` naming file, key and remedy."""
    return read_habits(yamlfile.read(FILE), FILE.name)
