"""The records of one array of a huge JSON document, one at a time, nothing else kept."""

from collections.abc import Iterator
from typing import IO, Any, Final

import ijson

from maillon.errors import Refused

__all__ = ["records"]

DEEPEST: Final = 40
LARGEST: Final = 3_000_000  # parts of one record; the largest group of establishments has a tenth
LONGEST_TEXT: Final = 1 << 20  # bytes without one quotation mark

Events = Iterator[tuple[str, Any]]


def records(
    stream: IO[bytes], array: str, head: dict[str, Any], kind: str
) -> Iterator[dict[str, Any]]:
    """Each object of the top array named ``array``; top scalars go to ``head`` when met.

    Raises ``Refused``: ``…_broken`` (not JSON, cut short), ``…_key_twice``, ``…_unknown`` (no such
    array, or no object at the top), ``…_too_deep`` (a record deeper or larger than any is).
    """
    events: Events = ijson.basic_parse(_Guarded(stream, kind), use_float=True)
    try:
        yield from _top(events, array, head, kind)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Refused(f"{kind}_broken") from error


def _top(events: Events, array: str, head: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    if next(events)[0] != "start_map":
        raise Refused(f"{kind}_unknown")
    seen: set[str] = set()
    for event, name in events:
        if event == "end_map":
            break
        if name in seen:
            raise Refused(f"{kind}_key_twice", key=name)
        seen.add(name)
        event, value = next(events)
        if name == array and event == "start_array":
            yield from _objects(events, kind)
        elif event in ("start_map", "start_array"):
            _skip(events)
        else:
            head[name] = value
    for _ in events:  # whatever follows is refused by the parser
        pass
    if array not in seen:
        raise Refused(f"{kind}_unknown")


def _objects(events: Events, kind: str) -> Iterator[dict[str, Any]]:
    for event, _ in events:
        if event == "end_array":
            return
        if event == "start_map":
            yield _Builder(events, kind).object(0)
        elif event == "start_array":
            _skip(events)


def _skip(events: Events) -> None:
    depth = 1
    for event, _ in events:
        depth += event in ("start_map", "start_array")
        depth -= event in ("end_map", "end_array")
        if not depth:
            return


class _Builder:
    """One record out of its events, its size and depth counted."""

    def __init__(self, events: Events, kind: str) -> None:
        self.events, self.kind, self.left = events, kind, LARGEST

    def object(self, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event, name in self.events:
            if event == "end_map":
                return made
            if name in made:
                raise Refused(f"{self.kind}_key_twice", key=name)
            made[name] = self._value(*next(self.events), depth)
        return made

    def _value(self, event: str, value: Any, depth: int) -> Any:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise Refused(f"{self.kind}_too_deep")
        if event == "start_map":
            return self.object(depth + 1)
        if event == "start_array":
            return self._array(depth + 1)
        return value

    def _array(self, depth: int) -> list[Any]:
        made: list[Any] = []
        for event, value in self.events:
            if event == "end_array":
                return made
            made.append(self._value(event, value, depth))
        return made


class _Guarded:
    """A stream whose texts have an end: the parser would keep one of any length in memory."""

    def __init__(self, stream: IO[bytes], kind: str) -> None:
        self.stream, self.kind, self.run = stream, kind, 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.run = 0 if b'"' in data else self.run + len(data)
        if self.run > LONGEST_TEXT:
            raise Refused(f"{self.kind}_too_deep")
        return data
