"""Reading a JSON object whose fields may be missing, padded, or of another shape than promised."""

from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["first", "objects", "text"]


def text(record: dict[str, Any], name: str) -> str:
    """A field as one trimmed line; empty where it is missing or is no text nor number."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    told = str(value).replace("\x00", " ")  # no database keeps a NUL, nor half a character
    return " ".join(told.encode("utf-8", "replace").decode().split())


def objects(record: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a field: those of its array, or itself where it is one."""
    value = record.get(name)
    for item in value if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            yield item


def first(found: Iterable[dict[str, Any]], **preferred: str) -> dict[str, Any]:
    """The first object, one that says so first where there is one; empty where there is none."""
    every = list(found)
    for one in every:
        if all(text(one, name) == value for name, value in preferred.items()):
            return one
    return every[0] if every else {}
