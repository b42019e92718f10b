"""From points to euros: precarity, first year, guaranteed minimum; then advance and balance.

Points × value × (1 + majoration) × share of the year, or the minimum guaranteed to a new
structure where it is more. Rounded once, half up, to the cent.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from maillon.engines.aci.dated import DatedRule, Note
from maillon.engines.aci.facts import RATES, Facts
from maillon.engines.aci.indicators.counting import NOTHING, why
from maillon.engines.common import Reason

__all__ = ["Settlement", "Step", "Sum", "cents", "deadlines", "settle"]

CENT: Final = Decimal("0.01")
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Sum:
    """Points counted, points of the core at full attainment, and whether all is held back."""

    points: Decimal
    full_core: Decimal
    held_back: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that nobody settles; ``euros``: the total under the other one."""

    code: str
    note: Note
    euros: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One rule on the sum: what it adds or takes, in euros to the cent, and why."""

    name: str
    version: DatedRule
    euros: Decimal
    reasons: tuple[Reason, ...]
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """Euros to the cent; ``steps`` add up to ``euros``. ``balance`` below 0 is to be paid back."""

    euros: Decimal
    steps: tuple[Step, ...]
    advance: Decimal
    advance_step: Step
    balance: Decimal
    advance_paid: bool
    deadlines: Mapping[str, date] = field(hash=False)


def cents(exact: Decimal) -> Decimal:
    """Half up, to the cent."""
    return exact.quantize(CENT, ROUND_HALF_UP)


def settle(rules: Mapping[str, DatedRule], facts: Facts, sums: Sum, *, year: int) -> Settlement:
    """What points are worth in euros under the rules of a day, by their names."""
    scene = _Scene(rules, facts, sums, year)
    steps, exact = scene.steps()
    advance = scene.advance()
    paid = facts.advance_paid_eur
    return Settlement(
        euros=cents(exact),
        steps=steps,
        advance=advance.euros,
        advance_step=advance,
        balance=cents(exact) - (advance.euros if paid is None else cents(paid)),
        advance_paid=paid is not None,
        deadlines=deadlines(rules["calendar"], year),
    )


def deadlines(rule: DatedRule, year: int) -> Mapping[str, date]:
    """The days, in the year after, by which proofs are sent and the balance is paid."""
    return {
        name: date(year + 1, int(rule.amount(f"{name}_month")), int(rule.amount(f"{name}_day")))
        for name in ("evidence", "balance")
    }


def share_of_year(signed: date | None, year: int) -> Decimal:
    """Days under contract over days of the year, both ends counted; 1 where it began before."""
    if signed is None or signed.year < year:
        return Decimal(1)
    days = 366 if calendar.isleap(year) else 365
    return Decimal((date(year, 12, 31) - signed).days + 1) / days


@dataclass(frozen=True, slots=True)
class _Scene:
    """The sum on its way, one rule after the other."""

    rules: Mapping[str, DatedRule]
    facts: Facts
    sums: Sum
    year: int

    def steps(self) -> tuple[tuple[Step, ...], Decimal]:
        """Each step with what it changed, and the exact total."""
        total, steps = NOTHING, []
        for step in (self._value, self._precarity, self._prorata, self._floor):
            exact, made = step(total)
            steps.append(made)
            total = exact
        return tuple(steps), total

    def _rule(self, name: str) -> DatedRule:
        return self.rules[name]

    def _made(
        self, name: str, before: Decimal, after: Decimal, *reasons: Reason, **more: Any
    ) -> tuple[Decimal, Step]:
        change = cents(after) - cents(before)
        uses = more.pop("uses", ())
        told = {key: one for key in uses if (one := getattr(self.facts, key)) is not None}
        return after, Step(name, self._rule(name), change, reasons, told, **more)

    def _doubt(self, name: str, code: str, euros: Decimal | None = None) -> tuple[Doubt, ...]:
        note = self._rule(name).notes.get(code)
        return (Doubt(code, note, None if euros is None else cents(euros)),) if note else ()

    def _value(self, total: Decimal) -> tuple[Decimal, Step]:
        each, points = self._rule("point_value").amount("euros"), self.sums.points
        exact = points * each
        doubts = self._doubt("point_value", "rounding") if exact != cents(exact) else ()
        reason = why("points_times_value", points=points, each=each)
        return self._made("point_value", total, exact, reason, doubts=doubts)

    def _precarity(self, total: Decimal) -> tuple[Decimal, Step]:
        rule, facts = self._rule("precarity"), self.facts
        most = rule.amount("most_percent")
        raw, doubts = self._percent(total)
        if raw is None:
            return self._made("precarity", total, total, why("precarity_not_claimed"))
        percent = min(most, max(NOTHING, raw))
        code = "precarity_notified" if facts.precarity_percent is not None else "precarity"
        reason = why(code, percent=percent, raw=raw, most=most)
        after = total + total * percent / HUNDRED
        uses = (*RATES, "precarity_percent")
        return self._made("precarity", total, after, reason, uses=uses, doubts=doubts)

    def _percent(self, total: Decimal) -> tuple[Decimal | None, tuple[Doubt, ...]]:
        """Both differences together, before bounds; the doubt where one of them is negative."""
        if self.facts.precarity_percent is not None:
            return self.facts.precarity_percent, ()
        css, ame, css_all, ame_all = (getattr(self.facts, key) for key in RATES)
        if css is None:
            return None, ()
        gaps = (css - css_all, ame - ame_all)
        doubts = self._doubt("precarity", "basis")
        if min(gaps) < 0 < max(gaps):
            apart = min(self._rule("precarity").amount("most_percent"), max(gaps))
            other = total + total * apart / HUNDRED
            share = share_of_year(self.facts.contract_signed_on, self.year)
            doubts += self._doubt("precarity", "negative_difference", other * share)
        return sum(gaps, NOTHING), doubts

    def _prorata(self, total: Decimal) -> tuple[Decimal, Step]:
        signed = self.facts.contract_signed_on
        share = share_of_year(signed, self.year)
        uses = ("contract_signed_on",)
        if signed is None or share == 1:
            code = "prorata_not_told" if signed is None else "prorata_whole"
            return self._made("prorata", total, total, why(code), uses=uses)
        by_months = total * (13 - signed.month) / 12
        doubts = self._doubt("prorata", "months", by_months)
        days = (date(self.year, 12, 31) - signed).days + 1
        reason = why("prorata", days=days, signed=signed)
        return self._made("prorata", total, total * share, reason, uses=uses, doubts=doubts)

    def _floor(self, total: Decimal) -> tuple[Decimal, Step]:
        name, uses = "new_structure", ("new_structure", "contract_signed_on")
        code = self._guaranteed()
        if code:
            doubts = self._doubt(name, "relaxed") if code == "floor_held_back" else ()
            return self._made(name, total, total, why(code), uses=uses, doubts=doubts)
        floor = self._rule(name).amount("floor")
        code = "floor_raised" if floor > total else "floor_passed"
        share = share_of_year(self.facts.contract_signed_on, self.year)
        partial = share < 1 and floor > total
        doubts = self._doubt(name, "floor_prorated", max(total, floor * share)) if partial else ()
        reason = why(code, floor=floor)
        return self._made(name, total, max(total, floor), reason, uses=uses, doubts=doubts)

    def _guaranteed(self) -> str:
        """Why no minimum is guaranteed; empty where it is."""
        signed, years = self.facts.contract_signed_on, self._rule("new_structure").amount("years")
        if not self.facts.new_structure:
            return "floor_not_claimed" if self.facts.new_structure is None else "floor_not_new"
        if signed is None or self.year - signed.year + 1 > years:
            return "floor_too_late"
        return "floor_held_back" if self.sums.held_back else ""

    def advance(self) -> Step:
        """Sixty per cent of the core at full attainment, for the part of the year under contract.

        Nothing is paid before the prerequisites are met.
        """
        rule, each = self._rule("advance"), self._rule("point_value").amount("euros")
        if self.sums.held_back:
            return Step("advance", rule, cents(NOTHING), (why("advance_held_back"),))
        signed, share = self.facts.contract_signed_on, rule.amount("share")
        part = share_of_year(signed, self.year)
        euros = self.sums.full_core * each * share * part
        reasons = [why("advance", points=self.sums.full_core, each=each, share=share, part=part)]
        doubts: tuple[Doubt, ...] = ()
        if part < 1 and signed:
            by_months = self.sums.full_core * each * share * (13 - signed.month) / 12
            doubts = self._doubt("prorata", "months", by_months)
        least = self._rule("new_structure").amount("least_advance")
        if not self._guaranteed() and least > euros:
            euros = least
            reasons.append(why("advance_raised", least=least))
        return Step("advance", rule, cents(euros), tuple(reasons), {}, doubts)
