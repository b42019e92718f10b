"""Rule files as rules: all of a file is right, or none of it is used."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from maillon.engines.aci.book import Accord, Indicator
from maillon.engines.aci.dated import CONFIDENCE, DatedRule, Note, Source
from maillon.engines.aci.document import Marked, read
from maillon.engines.aci.expecting import Expecting
from maillon.engines.aci.indicators import COUNTED

__all__ = ["MODIFIERS", "Shape", "accords", "indicator", "modifier", "shape"]

Dated = TypeVar("Dated", DatedRule, Accord)
AXES = ("access", "team_work", "information_system", "france_sante")
KINDS = ("prerequisite", "core", "optional")
# Rules on the sum: what each must hold. Their steps are in ``settling``.


class Shape(NamedTuple):
    """What each version of a rule must hold, and what it may speak of."""

    amounts: frozenset[str]
    notes: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset({"points"})


def shape(amounts: str = "", notes: str = "") -> Shape:
    """From words with spaces between."""
    return Shape(frozenset(amounts.split()), frozenset(notes.split()))


# Rules on the sum: their steps are in ``settling``.
MODIFIERS: Final[Mapping[str, Shape]] = {
    "point_value": shape("euros", "rounding"),
    "precarity": shape("most_percent", "negative_difference basis"),
    "prorata": shape("", "months"),
    "new_structure": shape("floor least_advance years", "floor_prorated relaxed"),
    "advance": shape("share"),
    "calendar": shape("evidence_day evidence_month balance_day balance_month"),
}
RULE_KEYS = ("id", "name", "label", "what", "axis", "versions")
VERSION_KEYS = (
    "since", "kind", "words", "amounts", "confidence", "sources", "evidence", "ask", "conflicts",
    "open",
)  # fmt: skip
ACCORD_KEYS = ("id", "label", "since", "confidence", "sources", "known", "missing", "conflicts")


def indicator(text: str, file: str) -> Indicator:
    """The indicator of one file, held to the function that counts it; else ``Malformed``."""
    shapes = {key: Shape(one.amounts, one.notes, one.parts) for key, one in COUNTED.items()}
    return _Reader(file).rule(read(text, file), shapes, counted=True)


def modifier(text: str, file: str, shapes: Mapping[str, Shape] = MODIFIERS) -> Indicator:
    """A rule that no indicator counts, held to its shape; else ``Malformed``."""
    return _Reader(file).rule(read(text, file), shapes, counted=False)


def accords(text: str, file: str) -> tuple[Accord, ...]:
    """The texts signed, in the order of their dates; else ``Malformed``."""
    reader = _Reader(file)
    rows = tuple(reader.accord(row) for row in reader.rows(read(text, file), "accords"))
    return reader.in_order(rows)


class _Reader(Expecting):
    """One file on its way to rules; the first thing wrong is refused with its line."""

    def rule(self, node: Marked, shapes: Mapping[str, Shape], counted: bool) -> Indicator:
        row = self.mapping(node, "règle", RULE_KEYS)
        name = self.text(row, "name", node)
        id_ = self.text(row, "id", node) if counted else name
        if id_ not in shapes or (counted and COUNTED[id_].name != name):
            self.refuse("no_function", "name", row["name"].line, known=list(shapes))
        versions = tuple(
            self.version(one, id_, shapes[id_], counted)
            for one in self.rows(self.wanted(row, "versions", node), "versions")
        )
        return Indicator(
            id=id_,
            name=name,
            label=self.text(row, "label", node),
            what=self.text(row, "what", node),
            axis=self.word(row, "axis", AXES, node) if counted else "",
            versions=self.in_order(versions),
        )

    def version(self, node: Marked, rule: str, shape: Shape, counted: bool) -> DatedRule:
        row = self.mapping(node, "versions", VERSION_KEYS)
        return DatedRule(
            rule=rule,
            since=self.day(row, "since", node),
            kind=self.word(row, "kind", KINDS, node) if counted else "modifier",
            words=self.text(row, "words", node),
            amounts=self.amounts(row, node, shape.amounts),
            confidence=self.confidence(self.wanted(row, "confidence", node), shape.parts),
            sources=self.sources(row, node),
            notes=self.notes(row, shape.notes),
            evidence=self.text(row, "evidence", node) if "evidence" in row else "",
            ask=self.text(row, "ask", node) if "ask" in row else "",
        )

    def accord(self, node: Marked) -> Accord:
        row = self.mapping(node, "accords", ACCORD_KEYS)
        return Accord(
            id=self.text(row, "id", node),
            label=self.text(row, "label", node),
            since=self.day(row, "since", node),
            sources=self.sources(row, node),
            confidence=self.word(row, "confidence", CONFIDENCE, node),
            known=self.texts(row, "known"),
            missing=self.texts(row, "missing"),
            conflicts=self.texts(row, "conflicts"),
        )

    def amounts(
        self, row: dict[str, Marked], node: Marked, expected: frozenset[str]
    ) -> dict[str, Decimal | None]:
        given = self.mapping(row["amounts"], "amounts", ()) if "amounts" in row else {}
        if set(given) != expected:
            line = row["amounts"].line if "amounts" in row else node.line
            data = {"expected": sorted(expected), "given": sorted(given)}
            self.refuse("amounts", "amounts", line, **data)
        return {key: self.amount(key, one) for key, one in given.items()}

    def amount(self, key: str, node: Marked) -> Decimal | None:
        value = node.value
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            self.refuse("number", key, node.line, given=node.plain(), low=0, high=10**9)
        return Decimal(value)

    def confidence(self, node: Marked, parts: frozenset[str]) -> dict[str, str]:
        rows = node.value if isinstance(node.value, dict) else {"points": node}
        for key, one in rows.items():
            if one.value not in CONFIDENCE:
                self.refuse("confidence", key, one.line, given=one.plain())
        for part in sorted(parts - set(rows)):
            self.refuse("missing", part, node.line)
        return {key: str(one.value) for key, one in rows.items()}

    def sources(self, row: dict[str, Marked], node: Marked) -> tuple[Source, ...]:
        if "sources" not in row or not row["sources"].value:
            line = row["sources"].line if "sources" in row else node.line
            self.refuse("no_source", "sources", line)
        return tuple(self.source(one) for one in self.rows(row["sources"], "sources"))

    def source(self, node: Marked) -> Source:
        row = self.mapping(node, "sources", ("name", "date", "url"))
        dated = self.wanted(row, "date", node)
        if type(dated.value) is not date and not isinstance(dated.value, str | int):
            self.refuse("day", "date", dated.line, given=dated.plain())
        url = self.text(row, "url", node) if "url" in row else ""
        return Source(self.text(row, "name", node), str(dated.value), url)

    def notes(self, row: dict[str, Marked], known: frozenset[str]) -> dict[str, Note]:
        found: dict[str, Note] = {}
        for kind, key in (("conflict", "conflicts"), ("open", "open")):
            given = self.mapping(row[key], key, ()) if key in row else {}
            strange = set(given) - known
            if strange:
                data = {"expected": sorted(known), "given": sorted(strange)}
                self.refuse("notes", key, row[key].line, **data)
            found |= {code: Note(kind, self.text(given, code, row[key])) for code in given}
        return found

    def in_order(self, found: tuple[Dated, ...]) -> tuple[Dated, ...]:
        days = [one.since for one in found]
        if days != sorted(set(days)):
            self.refuse("order", "since", 1)
        return found
