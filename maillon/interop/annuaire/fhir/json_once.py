"""JSON whose objects name each key once, whose numbers are numbers, and that has an end."""

import json
from typing import Any

__all__ = ["loads"]


def loads(data: bytes | str) -> Any:
    """The value; raises ``ValueError`` where it is none, or deeper than any resource is."""
    try:
        return json.loads(data, object_pairs_hook=_once, parse_constant=_none)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


def _none(name: str) -> Any:
    raise ValueError(name)
