"""YAML text as values that know their line; nothing in it can grow, repeat itself or run.

Read as a stream of events, never as objects: an alias, a tag, a key written twice, a second
document or a deep nest is refused where it stands. Numbers are ``int`` or ``Decimal`` as
written; ``.nan``, ``1e3`` or ``12,5`` stay words, for whoever expects a number to refuse.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NoReturn

import yaml

from maillon.engines.aci.flaws import Flaw, Malformed

__all__ = ["Marked", "read", "scalar"]

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST: Final = 12
MOST: Final = 2_000_000  # values: fifty thousand structures
WORDS: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A value and the line it begins on, counted from 1.

    ``value`` is a scalar (``str | int | Decimal | bool | date | None``), a list of ``Marked``,
    or a dict from words to ``Marked``.
    """

    value: Any
    line: int

    def plain(self) -> Any:
        """The same without its lines."""
        if isinstance(self.value, dict):
            return {key: one.plain() for key, one in self.value.items()}
        if isinstance(self.value, list):
            return [one.plain() for one in self.value]
        return self.value


def read(text: str, file: str) -> Marked:
    """The one document of ``text``; empty text is ``Marked(None, 1)``.

    Raises ``Malformed`` with one flaw: ``yaml`` (data: column), ``alias``, ``tag``, ``twice``,
    ``deep``, ``key``, ``many`` or ``documents``.
    """
    try:
        return _Builder(file).build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Malformed(file, [Flaw("yaml", "", place[0], {"column": place[1]})]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Malformed(file, [Flaw("character", "", line)]) from None


def scalar(text: str) -> Any:
    """What an unquoted word stands for; a word that is nothing else stands for itself."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return Decimal(text)
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


class _Builder:
    """Events put together, innermost last."""

    def __init__(self, file: str) -> None:
        self.file, self.documents, self.values = file, 0, 0
        self.root = Marked([], 1)
        self.open: list[Marked] = [self.root]
        self.keys: list[str | None] = [None]

    def build(self, events: Iterator[Any]) -> Marked:
        for event in events:
            self._take(event)
        return self.root.value[0] if self.root.value else Marked(None, 1)

    def _take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse("documents", line)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("alias", line, name=event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)

    def _node(self, event: Any, line: int) -> None:
        self.values += 1
        if self.values > MOST:
            self._refuse("many", line, most=MOST)
        if event.tag is not None:
            self._refuse("tag", line, name=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
            return
        if len(self.open) > DEEPEST:
            self._refuse("deep", line)
        made = Marked({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        self._put(made)
        self.open.append(made)
        self.keys.append(None)

    def _scalar(self, event: Any, line: int) -> None:
        inside = self.open[-1].value
        if isinstance(inside, dict) and self.keys[-1] is None:
            if event.value in inside:
                self._refuse("twice", line, key=event.value)
            self.keys[-1] = event.value
        else:
            plain = event.implicit[0]
            self._put(Marked(scalar(event.value) if plain else event.value, line))

    def _put(self, made: Marked) -> None:
        inside, key = self.open[-1].value, self.keys[-1]
        if isinstance(inside, list):
            inside.append(made)
        elif key is None:
            self._refuse("key", made.line)
        else:
            inside[key] = made
            self.keys[-1] = None

    def _refuse(self, code: str, line: int, key: str = "", **data: Any) -> NoReturn:
        raise Malformed(self.file, [Flaw(code, key, line, data)])
