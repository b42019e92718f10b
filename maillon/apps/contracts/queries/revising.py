"""The same facts under other rules: read, compared, never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from maillon.apps.contracts.queries.page import opened
from maillon.apps.contracts.wording.amounts import (
    AMOUNTS,
    NO_AMOUNT,
    NO_SUCH_TEXT,
    TOO_MANY,
    no_such_amount,
    out_of_bounds,
)
from maillon.apps.contracts.wording.figures import printable
from maillon.apps.contracts.wording.words import FACTS
from maillon.engines.aci import (
    SUPPOSABLE,
    Accord,
    Book,
    Change,
    Comparison,
    Malformed,
    as_signed,
    changed,
    check,
    compare,
    drawn,
    rules,
    standing,
)
from maillon.kernel.access import AccountViewer

__all__ = ["Asked", "Choice", "RulesKept", "RulesPage", "suppose_rules"]

MOST: Final = 12  # amounts changed at once
LONGEST: Final = 12  # figures of a value


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as typed: a text, which facts, amounts kept from before, a new one."""

    text: str = ""
    whole: bool = False  # what is done or declared besides, not only what is proven
    kept: Sequence[str] = ()  # « A2.2:points:120 »
    amount: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An amount that may be changed: its key, its words, what it is under these rules."""

    key: str
    label: str
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class RulesKept:
    """An amount that is changed, and what it was."""

    key: str
    rule: str  # which indicator or rule on the sum
    what: str
    label: str
    before: Decimal | None
    after: Decimal

    @property
    def told(self) -> str:
        """As the address carries it."""
        return f"{self.key}:{self.after}"


@dataclass(frozen=True, slots=True)
class RulesPage:
    """A year under its own rules and under others. ``found`` is ``None`` while something is asked
    for; ``text`` is the text supposed, ``None`` for the year's own; ``wrong`` are sentences.
    """

    contract_id: UUID
    structure: str
    year: int
    on: date
    rules_on: date
    whole: bool
    text: Accord | None
    texts: tuple[Accord, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]
    kept: tuple[RulesKept, ...]
    wrong: tuple[str, ...]
    wrong_amount: str
    asks: tuple[str, ...]
    found: Comparison | None


def suppose_rules(
    viewer: AccountViewer, contract_id: UUID, year: int, asked: Asked, *, now: datetime
) -> RulesPage:
    """The year counted twice from the same facts: by its own rules, and by those supposed. Nothing
    is written. What makes no sense changes nothing and says so. ``NotFound`` for strangers.
    """
    contract, known, levels, _ = opened(viewer, contract_id, year, now)
    end = date(known.year, 12, 31)
    text = next((one for one in rules().accords if one.id == asked.text), None)
    book, day = as_signed(rules(), text, known.year) if text else (rules(), end)
    kept, wrong, wrong_amount = _changes(book, day, asked)
    other = changed(book, day, [Change(*_split(one.key), one.after) for one in kept])
    facts = levels.declared if asked.whole else levels.proven
    found, asks = _compared(facts, known.year, other, day)
    return RulesPage(
        contract_id=contract.pk, structure=contract.organization.name, year=known.year,
        on=known.on, rules_on=day, whole=asked.whole, text=text, texts=rules().accords,
        choices=_choices(book, day), kept=kept,
        wrong=((NO_SUCH_TEXT,) if asked.text and text is None else ()) + wrong,
        wrong_amount=wrong_amount, asks=tuple((FACTS | AMOUNTS).get(one, one) for one in asks),
        found=found,
    )  # fmt: skip


def _compared(
    facts: Mapping[str, Any], year: int, book: Book, day: date
) -> tuple[Comparison | None, tuple[str, ...]]:
    end = date(year, 12, 31)
    needed = dict.fromkeys((*standing(rules(), end).needed, *standing(book, day).needed))
    try:
        right = check(facts, year=year, needed=tuple(needed))
        before = drawn(rules(), right, year=year, on=end)
        return compare(before, drawn(book, right, year=year, on=day)), ()
    except Malformed as refused:
        return None, tuple(dict.fromkeys(flaw.key for flaw in refused.flaws))


def _split(key: str) -> tuple[str, str]:
    rule, _, amount = key.partition(":")
    return rule, amount


def _choices(book: Book, day: date) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Every amount of the rules of a day, by what it belongs to; the value of the point first."""
    there = standing(book, day)
    on_the_sum = [(key, book.modifiers[key].label, one) for key, one in there.modifiers.items()]
    on_the_sum.sort(key=lambda one: one[0] != "point_value")
    lines = [
        (row.indicator.id, f"{row.indicator.id} {row.indicator.label}", row.version)
        for row in there.rows
    ]
    groups = (
        (label, tuple(
            Choice(f"{key}:{name}", AMOUNTS[name], value)
            for name, value in version.amounts.items() if name in SUPPOSABLE
        ))
        for key, label, version in (*on_the_sum, *lines)
    )  # fmt: skip
    return tuple((label, choices) for label, choices in groups if choices)


def _changes(
    book: Book, day: date, asked: Asked
) -> tuple[tuple[RulesKept, ...], tuple[str, ...], str]:
    """The amounts changed, the last word on each; the sentences of those refused; and the
    sentence of the one just typed.
    """
    known = {one.key: (label, one) for label, group in _choices(book, day) for one in group}
    kept: dict[str, RulesKept] = {}
    wrong = []
    for told in asked.kept[:MOST]:
        key, _, value = told.rpartition(":")
        words = _take(known, kept, key, value)
        wrong += [words] if words else []
    last = _typed(known, kept, asked)
    return tuple(kept.values()), tuple(wrong), last


def _typed(
    known: Mapping[str, tuple[str, Choice]], kept: dict[str, RulesKept], asked: Asked
) -> str:
    """Keep the change just typed; the sentence where it is not one. An amount without a value is
    one that somebody is about to change.
    """
    if not asked.value.strip():
        return ""
    if not asked.amount:
        return NO_AMOUNT
    if len(kept) >= MOST and asked.amount not in kept:
        return TOO_MANY
    return _take(known, kept, asked.amount, asked.value)


def _take(
    known: Mapping[str, tuple[str, Choice]], kept: dict[str, RulesKept], key: str, value: str
) -> str:
    """Keep one change; the sentence where it makes no sense."""
    if key not in known:
        return no_such_amount(printable(key, 30))
    rule, choice = known[key]
    span = SUPPOSABLE[_split(key)[1]]
    figure = _figure(value)
    if figure is None or not span.admits(figure):
        given = printable(value.strip(), LONGEST)
        return out_of_bounds(f"« {choice.label} »", given, span.low, span.high, span.whole)
    kept[key] = RulesKept(key, _split(key)[0], rule, choice.label, choice.now, figure)
    return ""


def _figure(value: str) -> Decimal | None:
    """A number as French or English writes it: digits, one comma or point, nothing else."""
    text = "".join(value.split()).replace(",", ".")
    whole, point, rest = text.partition(".")
    digits = whole + rest
    if not digits.isascii() or not digits.isdigit() or len(text) > LONGEST or not whole:
        return None
    return Decimal(f"{whole}.{rest}") if point and rest else Decimal(whole)
