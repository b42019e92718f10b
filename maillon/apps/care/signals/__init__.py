"""The habits that ship with Maillon: what must come back, what becomes a question when it does."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from maillon.engines.signals import Habit, read_habits
from maillon.kernel import yamlfile

__all__ = ["SOURCE", "habits", "revision"]

FILE = Path(__file__).with_name("habits.yaml")
SOURCE: Final = "règle de Maillon, écrite pour être relue par l’équipe ; aucun score publié"


@functools.cache
def habits() -> Mapping[str, Habit]:
    """Habits by code of answer; raises ``RuleError`` naming file, key and remedy."""
    return read_habits(yamlfile.read(FILE), FILE.name)


@functools.cache
def revision() -> str:
    """Which wording of the rule is applied: another rule has another revision."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]
