"""Rule files as rules: all of a file is right, or none of it is used."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from maillon.engines.aci.book import Accord, Indicator
from maillon.engines.aci.dated import CONFIDENCE, DatedRule, Note, Source
from maillon.engines.aci.document import Marked, read
from maillon.engines.aci.expecting import Expecting
from maillon.engines.aci.indicators import COUNTED

__all__ = ["MODIFIERS", "accords", "indicator", "modifier"]

Dated = TypeVar("Dated", DatedRule, Accord)
AXES = ("access", "team_work", "information_system", "france_sante")
KINDS = ("prerequisite", "core", "optional")
# Rules on the sum: what each must hold. Their steps are in ``settling``.
MODIFIERS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "point_value": (frozenset({"euros"}), frozenset({"rounding"})),
    "precarity": (
        frozenset({"most_percent"}), frozenset({"negative_difference", "basis"}),
    ),
    "prorata": (frozenset(), frozenset({"months"})),
    "new_structure": (
        frozenset({"floor", "least_advance", "years"}), frozenset({"floor_prorated", "relaxed"}),
    ),
    "advance": (frozenset({"share"}), frozenset()),
    "calendar": (
        frozenset({"evidence_day", "evidence_month", "balance_day", "balance_month"}), frozenset(),
    ),
}  # fmt: skip
RULE_KEYS = ("id", "name", "label", "what", "axis", "versions")
VERSION_KEYS = (
    "since", "kind", "words", "amounts", "confidence", "sources", "evidence", "ask", "conflicts",
    "open",
)  # fmt: skip
ACCORD_KEYS = ("id", "label", "since", "confidence", "sources", "known", "missing", "conflicts")


def indicator(text: str, file: str) -> Indicator:
    """The indicator of one file, held to the function that counts it; else ``Malformed``."""
    return _Reader(file).rule(read(text, file), modifier=False)


def modifier(text: str, file: str) -> Indicator:
    """A rule on the sum, held to what its step needs; else ``Malformed``."""
    return _Reader(file).rule(read(text, file), modifier=True)


def accords(text: str, file: str) -> tuple[Accord, ...]:
    """The texts signed, in the order of their dates; else ``Malformed``."""
    reader = _Reader(file)
    rows = tuple(reader.accord(row) for row in reader.rows(read(text, file), "accords"))
    return reader.in_order(rows)


class _Reader(Expecting):
    """One file on its way to rules; the first thing wrong is refused with its line."""

    def rule(self, node: Marked, modifier: bool) -> Indicator:
        row = self.mapping(node, "règle", RULE_KEYS)
        name = self.text(row, "name", node)
        id_ = name if modifier else self.text(row, "id", node)
        known: Sequence[str] = list(MODIFIERS) if modifier else list(COUNTED)
        if id_ not in known or (not modifier and COUNTED[id_].name != name):
            self.refuse("no_function", "name", row["name"].line, known=known)
        versions = tuple(
            self.version(one, id_, modifier)
            for one in self.rows(self.wanted(row, "versions", node), "versions")
        )
        return Indicator(
            id=id_,
            name=name,
            label=self.text(row, "label", node),
            what=self.text(row, "what", node),
            axis="" if modifier else self.word(row, "axis", AXES, node),
            versions=self.in_order(versions),
        )

    def version(self, node: Marked, rule: str, modifier: bool) -> DatedRule:
        row = self.mapping(node, "versions", VERSION_KEYS)
        return DatedRule(
            rule=rule,
            since=self.day(row, "since", node),
            kind="modifier" if modifier else self.word(row, "kind", KINDS, node),
            words=self.text(row, "words", node),
            amounts=self.amounts(row, node, MODIFIERS[rule][0] if modifier else _amounts(rule)),
            confidence=self.confidence(
                self.wanted(row, "confidence", node),
                frozenset({"points"}) if modifier else COUNTED[rule].parts,
            ),
            sources=self.sources(row, node),
            notes=self.notes(row, MODIFIERS[rule][1] if modifier else COUNTED[rule].notes),
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


def _amounts(rule: str) -> frozenset[str]:
    return COUNTED[rule].amounts
