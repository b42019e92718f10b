import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from maillon.errors import RuleError
from maillon.kernel.yamlfile import read

__all__ = ["Draft", "Sitting", "Source", "Step", "Template", "named", "template", "templates"]

FOLDER: Final = Path(__file__).with_name("works")
CONFIDENCES: Final = frozenset("ABC")


@dataclass(frozen=True, slots=True)
class Source:
    """Where it was read, what is taken from there, how sure that is."""

    name: str
    date: str
    url: str
    about: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The text that begins: section → words."""

    kind: str
    title: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting that is called; with a rhythm it is the first of a series."""

    kind: str
    subject: str
    minutes: int
    in_days: int
    rhythm: str
    partners: bool  # people of another house come
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, so many days after."""

    code: str
    title: str
    in_days: int


@dataclass(frozen=True, slots=True)
class Template:
    """A way of working that can be run: a text, a meeting, steps. A new text is a new version."""

    code: str
    version: int
    title: str
    about: str
    protocol: Draft | None
    meeting: Sitting
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    source: UUID | None = None  # of a team's own: the text that it copies

    @property
    def key(self) -> str:
        """What is written on what it made."""
        return f"{self.code}:{self.version}"


@functools.cache
def templates() -> tuple[Template, ...]:
    """Those of the package, by title; ``RuleError`` names the file and what it lacks."""
    found = (_template(path) for path in sorted(FOLDER.glob("*.yaml")))
    return tuple(sorted(found, key=lambda one: one.title))


def template(code: str) -> Template | None:
    """The one of this code, in its last version."""
    return next((one for one in templates() if one.code == code), None)


def named(key: str) -> str:
    """The template and the version that a key tells, in words."""
    code, _, version = key.partition(":")
    found = template(code)
    title = f"« {found.title} »" if found else code
    return f"modèle {title}, version {version}" if version else f"modèle {title}"


def _template(path: Path) -> Template:
    told = read(path)
    try:
        made = _read(path.stem, told)
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(f"{path.name} : modèle incomplet ({error}). Écrivez cette clé.") from error
    if not made.sources or not {one.confidence for one in made.sources} <= CONFIDENCES:
        raise RuleError(f"{path.name} : il faut une source, de fiabilité A, B ou C")
    return made


def _read(code: str, told: Mapping[str, Any]) -> Template:
    text, sitting = told.get("protocol"), told["meeting"]
    return Template(
        code, int(told["version"]), told["title"], told["about"],
        Draft(text["kind"], text["title"], text["sections"]) if text else None,
        Sitting(
            sitting["kind"], sitting["subject"], int(sitting["minutes"]), int(sitting["in_days"]),
            sitting.get("rhythm", ""), bool(sitting.get("partners")), tuple(sitting["agenda"]),
        ),
        tuple(Step(one["code"], one["title"], int(one["in_days"])) for one in told["steps"]),
        tuple(
            Source(one["name"], str(one.get("date", "")), one.get("url", ""), one["about"],
                   one["confidence"])
            for one in told["sources"]
        ),
    )  # fmt: skip
