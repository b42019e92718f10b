"""A file of cases as facts: all of it is right, or nothing is computed."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from maillon.engines.aci import Facts, Flaw, Malformed, check, rules, standing
from maillon.engines.aci.document import Marked, read, scalar
from maillon.engines.aci.facts import ENOUGH, nearest

__all__ = ["REGIMES", "Case", "read_cases", "text_of"]

REGIMES: Final = ("aci_msp",)
LARGEST: Final = 48_000_000  # bytes: fifty thousand structures
KEYS: Final = ("name", "regime", "year", "facts", "expect")
EXPECTED: Final = ("points", "euros", "advance")
YEARS: Final = (2017, 2100)


@dataclass(frozen=True, slots=True)
class Case:
    """One structure's year, its facts checked; ``expect`` is what somebody else counted."""

    name: str
    year: int
    facts: Facts
    expect: dict[str, Decimal] | None
    line: int = 0


def text_of(path: Path) -> str:
    """The file as text; ``Malformed`` where it is missing, a folder, huge, empty or not UTF-8."""
    name = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Malformed(name, [Flaw("huge", "", 0, {"most": LARGEST // 1_000_000})])
        data = path.read_bytes()
    except OSError as error:
        code = "no_file" if isinstance(error, FileNotFoundError) else "unreadable"
        raise Malformed(name, [Flaw(code, "")]) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Malformed(name, [Flaw("encoding", "", line)]) from None
    if not text.strip():
        raise Malformed(name, [Flaw("empty", "")])
    return text


def read_cases(path: Path, on: date | None) -> tuple[Case, ...]:
    """Every case of the file, checked against the rules of its day.

    Raises ``Malformed`` with the flaws of every case (the first fifty or so), each with its line.
    """
    root = read(text_of(path), str(path))
    if not isinstance(root.value, list) or not root.value:
        raise Malformed(str(path), [Flaw("list", "", root.line, {"what": "cases"})])
    flaws: list[Flaw] = []
    cases = []
    for place, node in enumerate(root.value, 1):
        try:
            cases.append(_Reader(node, place, on).case())
        except Malformed as wrong:
            flaws += wrong.flaws
        if len(flaws) >= ENOUGH:
            break
    if flaws:
        raise Malformed(str(path), flaws)
    return tuple(cases)


class _Reader:
    """One case of the list."""

    def __init__(self, node: Marked, place: int, on: date | None) -> None:
        self.node, self.on = node, on
        self.name = str(place)
        self.row: dict[str, Marked] = {}
        self.flaws: list[Flaw] = []

    def case(self) -> Case:
        self.row = self._mapping("", self.node, KEYS)
        name = self._name()
        year = self._year()
        self._regime()
        facts = self._facts(year)
        expect = self._expect()
        if self.flaws or facts is None:
            raise Malformed("", self.flaws)
        return Case(name, year, facts, expect, self.node.line)

    def _mapping(self, key: str, node: Marked, known: tuple[str, ...]) -> dict[str, Marked]:
        if not isinstance(node.value, dict):
            raise Malformed("", [*self.flaws, self._named(Flaw("mapping", key), node.line)])
        for one, value in node.value.items():
            if one not in known and len(self.flaws) < ENOUGH:
                self._refuse(nearest(one, known), value.line)
        return dict(node.value)

    def _name(self) -> str:
        node = self.row.get("name")
        if node is None:
            self._refuse(Flaw("missing", "name"), self.node.line)
        elif type(node.value) not in (str, int) or not str(node.value).strip():
            self._refuse(Flaw("text", "name"), node.line)
        else:
            self.name = str(node.value)
        return self.name

    def _year(self) -> int:
        node = self.row.get("year")
        if node is None:
            self._refuse(Flaw("missing", "year"), self.node.line)
        elif type(node.value) is not int or not YEARS[0] <= node.value <= YEARS[1]:
            data = {"low": YEARS[0], "high": YEARS[1], "given": node.plain()}
            self._refuse(Flaw("year", "year", 0, data), node.line)
        else:
            return int(node.value)
        return YEARS[0]

    def _regime(self) -> None:
        node = self.row.get("regime")
        if node is None:
            self._refuse(Flaw("missing", "regime"), self.node.line)
        elif node.value not in REGIMES:
            data = {"known": REGIMES, "given": node.plain()}
            self._refuse(Flaw("choice", "regime", 0, data), node.line)

    def _facts(self, year: int) -> Facts | None:
        node = self.row.get("facts")
        if node is None:
            self._refuse(Flaw("missing", "facts"), self.node.line)
            return None
        if not isinstance(node.value, dict):
            self._refuse(Flaw("mapping", "facts"), node.line)
            return None
        try:
            needed = standing(rules(), self.on or date(year, 12, 31)).needed
            return check({k: v.plain() for k, v in node.value.items()}, year=year, needed=needed)
        except Malformed as wrong:
            for flaw in wrong.flaws:
                told = node.value.get(flaw.key)
                self._refuse(flaw, told.line if told else node.line)
            return None

    def _expect(self) -> dict[str, Decimal] | None:
        if "expect" not in self.row:
            return None
        given = self._mapping("expect", self.row["expect"], EXPECTED)
        return dict(self._amounts(given))

    def _amounts(self, given: dict[str, Marked]) -> Iterator[tuple[str, Decimal]]:
        for key, node in given.items():
            value: Any = scalar(node.value) if isinstance(node.value, str) else node.value
            if isinstance(value, bool) or not isinstance(value, int | Decimal):
                data = {"low": 0, "high": 10**9, "given": node.plain()}
                self._refuse(Flaw("number", key, 0, data), node.line)
            else:
                yield key, Decimal(value)

    def _refuse(self, flaw: Flaw, line: int) -> None:
        self.flaws.append(self._named(flaw, line))

    def _named(self, flaw: Flaw, line: int) -> Flaw:
        return dataclasses.replace(flaw, line=line, case=self.name)
