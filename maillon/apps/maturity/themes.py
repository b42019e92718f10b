"""The themes a team may look at, read once from ``themes.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from maillon.errors import RuleError
from maillon.kernel.yamlfile import read

__all__ = ["LEVELS", "Axis", "Source", "Theme", "Themes", "themes"]

FILE: Final = Path(__file__).with_name("themes.yaml")
LEVELS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Theme:
    """What is looked at, and what each level looks like."""

    code: str
    axis: str
    label: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Themes that go together."""

    code: str
    label: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the axes come from, and what is not theirs."""

    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Themes:
    """Every theme, under a revision that an assessment keeps."""

    revision: str
    source: Source
    axes: tuple[Axis, ...]

    @property
    def by_code(self) -> Mapping[str, Theme]:
        """Themes by code, in the order of the axes."""
        return {one.code: one for axis in self.axes for one in axis.themes}


@functools.cache
def themes() -> Themes:
    """The themes as shipped; ``RuleError`` where one has not its four levels or no source."""
    told = read(FILE)
    if not told["source"]["url"]:
        raise RuleError(f"{FILE.name} : la source manque. Écrivez d’où viennent les axes.")
    axes = []
    for code, axis in told["axes"].items():
        found = [Theme(one, code, row["label"], tuple(row["levels"]))
                 for one, row in axis["themes"].items()]  # fmt: skip
        wrong = [one.code for one in found if len(one.levels) != len(LEVELS)]
        if wrong:
            raise RuleError(f"{FILE.name} : {', '.join(wrong)} : il faut quatre niveaux.")
        axes.append(Axis(code, axis["label"], tuple(found)))
    return Themes(told["revision"], Source(**told["source"]), tuple(axes))
