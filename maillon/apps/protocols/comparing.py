"""Two texts of a protocol side by side, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillon.apps.protocols.vocabulary import SECTIONS
from maillon.engines import comparing
from maillon.engines.comparing import Row

__all__ = ["Part", "compare"]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of both texts."""

    label: str
    rows: tuple[Row, ...]

    @property
    def same(self) -> bool:
        """Whether both say it in the same words."""
        return all(row.kind == "same" for row in self.rows)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Part, ...]:
    """Every section that one of the two texts has, in the order of the outline."""
    return tuple(
        Part(section.label, comparing.compare(before.get(code, ""), after.get(code, ""), like=0))
        for code, section in SECTIONS.items()
        if before.get(code) or after.get(code)
    )
