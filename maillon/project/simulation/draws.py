"""Chance by name: each question asked of a seed has its own answer, in whatever order it comes.

Two weeks of one seed that differ by a policy or by a fault meet the same callers on the same
days, and the same carer asked for the same need answers the same: what differs is the cause.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Draws"]


@dataclass(frozen=True, slots=True)
class Draws:
    """The answers of one seed."""

    seed: int

    def of(self, *name: object) -> random.Random:
        """A generator of its own for whatever is named."""
        return random.Random("|".join(map(str, (self.seed, *name))))

    def chance(self, probability: float, *name: object) -> bool:
        """Whether it happens."""
        return self.of(*name).random() < probability

    def among(self, weights: Mapping[str, float], *name: object) -> str:
        """One of them, by weight."""
        return self.of(*name).choices(list(weights), list(weights.values()))[0]
