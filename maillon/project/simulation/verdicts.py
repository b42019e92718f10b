"""What was seen to break: invariant by invariant, in French sentences that name no person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["IDS", "OTHERS", "Verdicts"]

IDS: Final = tuple(f"I{number}" for number in range(1, 21))
OTHERS: Final = "others"  # what verify holds beside the twenty
MOST: Final = 5  # sentences kept of each


@dataclass
class Verdicts:
    """Empty while everything holds."""

    said: dict[str, list[str]] = field(default_factory=dict)

    def breach(self, invariant: str, sentence: str) -> None:
        """Note one breach of an invariant."""
        lines = self.said.setdefault(invariant, [])
        if len(lines) < MOST and sentence not in lines:
            lines.append(sentence)

    def take(self, results: Mapping[str, list[str]]) -> None:
        """Note what ``maillon verify`` found; the name of an invariant begins with its id."""
        for name, sentences in results.items():
            first = name.split()[0]
            invariant = first if first in IDS else OTHERS
            for sentence in sentences:
                self.breach(invariant, f"{name} : {sentence}")

    def held(self) -> dict[str, bool]:
        """Each of the twenty, and whether it held."""
        return {name: name not in self.said for name in IDS}
