"""Reading the elements that every resource of the directory is made of, never trusted."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Any, Final, NamedTuple

from maillon.interop.annuaire.fhir.systems import table_of
from maillon.interop.annuaire.loose import first, objects, text

__all__ = [
    "Coding", "Element", "codings", "concepts", "extension", "extensions", "number", "reference",
    "words",
]  # fmt: skip

Element = dict[str, Any]
REFERENCE: Final = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/.*)?")


class Coding(NamedTuple):
    """One code of a terminology: the number of its table, the code, the label given with it."""

    table: str
    code: str
    display: str


def concepts(element: Element, name: str) -> Iterator[list[Coding]]:
    """The codes of each CodeableConcept of this element."""
    for concept in objects(element, name):
        yield [
            Coding(table_of(text(one, "system")), text(one, "code"), text(one, "display"))
            for one in objects(concept, "coding")
        ]


def codings(element: Element, name: str, tables: Container[str]) -> Iterator[Coding]:
    """The codes that belong to one of these tables, whichever concept they stand in."""
    for concept in concepts(element, name):
        yield from (one for one in concept if one.code and one.table in tables)


def extensions(element: Element, ends: Container[str]) -> Iterator[Element]:
    """The extensions whose address ends so."""
    for one in objects(element, "extension"):
        if text(one, "url").rpartition("/")[2] in ends:
            yield one


def extension(element: Element, end: str) -> Element:
    """The first extension whose address ends so; empty where there is none."""
    return next(extensions(element, (end,)), {})


def number(resource: Element, systems: Container[str], **kind: str) -> str:
    """The value of the first identifier of one of these systems, of that type where it is told."""
    for one in objects(resource, "identifier"):
        if text(one, "system").rstrip("/") not in systems or text(one, "use") == "old":
            continue
        types = {text(code, "code") for code in objects(first(objects(one, "type")), "coding")}
        if not kind or not types or kind["type"] in types:
            return text(one, "value")
    return ""


def reference(resource: Element, name: str, kind: str) -> str:
    """The id of the resource of that kind this element points to; nothing where it does not."""
    found = REFERENCE.fullmatch(text(first(objects(resource, name)), "reference"))
    return found[2] if found and found[1] == kind else ""


def words(values: Any) -> str:
    """The texts of an array, in one line."""
    several: Iterable[Any] = values if isinstance(values, list) else (values,)
    return " ".join(filter(None, (text({"said": one}, "said") for one in several)))
