"""What is expected of one value of a rule file, or a refusal with its line and key."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

from maillon.engines.aci.document import Marked
from maillon.engines.aci.facts import nearest
from maillon.engines.aci.flaws import Flaw, Malformed

__all__ = ["Expecting"]


class Expecting:
    """Reads the values of one file; each method gives the value, or raises ``Malformed``."""

    def __init__(self, file: str) -> None:
        self.file = file

    def rows(self, node: Marked, key: str) -> list[Marked]:
        if not isinstance(node.value, list) or not node.value:
            self.refuse("list", key, node.line, what=key)
        return list(node.value)

    def mapping(self, node: Marked, key: str, known: Sequence[str]) -> dict[str, Marked]:
        if not isinstance(node.value, dict):
            self.refuse("mapping", key, node.line)
        for one, value in node.value.items():
            if known and one not in known:
                raise Malformed(self.file, [replace(nearest(one, known), line=value.line)])
        return dict(node.value)

    def wanted(self, row: dict[str, Marked], key: str, node: Marked) -> Marked:
        if key not in row:
            self.refuse("missing", key, node.line)
        return row[key]

    def text(self, row: dict[str, Marked], key: str, node: Marked) -> str:
        found = self.wanted(row, key, node)
        if not isinstance(found.value, str) or not found.value.strip():
            self.refuse("text", key, found.line)
        return str(found.value.strip())

    def texts(self, row: dict[str, Marked], key: str) -> tuple[str, ...]:
        found = self.rows(row[key], key) if key in row else []
        return tuple(self.text({key: one}, key, one) for one in found)

    def word(self, row: dict[str, Marked], key: str, known: Sequence[str], node: Marked) -> str:
        found = self.wanted(row, key, node)
        if found.value not in known:
            self.refuse("choice", key, found.line, known=known, given=found.plain())
        return str(found.value)

    def day(self, row: dict[str, Marked], key: str, node: Marked) -> date:
        found = self.wanted(row, key, node)
        if type(found.value) is not date:
            self.refuse("day", key, found.line, given=found.plain())
        return found.value

    def refuse(self, code: str, key: str, line: int, **data: Any) -> NoReturn:
        raise Malformed(self.file, [Flaw(code, key, line, data)])
