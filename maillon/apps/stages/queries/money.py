from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from maillon.apps.stages.models import Stage
from maillon.apps.stages.vocabulary import AMOUNTS
from maillon.engines.aci.cpts import rule_on, size_of
from maillon.engines.aci.dated import DatedRule
from maillon.engines.aci.flaws import Malformed
from maillon.engines.aci.loading import cpts_rules

__all__ = ["AmountRow", "Ceiling", "Territory", "amounts", "territory"]


@dataclass(frozen=True, slots=True)
class Territory:
    """The communes, their inhabitants, the size they make; ``unknown``: communes whose
    inhabitants nobody tells, and then neither the sum nor the size is said.
    """

    communes: tuple[tuple[str, str, int | None], ...] = ()  # INSEE code, name, inhabitants
    population: int | None = None
    unknown: tuple[str, ...] = ()
    size: int | None = None
    words: str = ""
    note: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class AmountRow:
    """An amount: from the annex with its day, else as published, else to be asked."""

    name: str
    label: str
    euros: Decimal | None
    annex_id: UUID | None
    annex_on: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most a member receives in a year: the rule, and what the structure said of it."""

    words: str
    known: Decimal | None
    is_said: bool
    said: Decimal | None
    source: str
    confidence: str

    @property
    def above(self) -> bool:
        """Whether what was said passes what the rule allows, where it is known."""
        return bool(self.said and self.known and self.said > self.known)


def territory(stage: Stage | None, *, cpts: bool, day: date) -> Territory:
    """The communes of a structure; for a CPTS, the size their inhabitants make."""
    rows = list(stage.territory.select_related("commune")) if stage else []
    communes = tuple(sorted(
        ((one.commune_id, one.commune.name, one.commune.population) for one in rows),
        key=lambda row: row[1],
    ))  # fmt: skip
    unknown = tuple(name for _, name, people in communes if people is None)
    if not communes or unknown:
        return Territory(communes, None, unknown)
    people = sum(number or 0 for _, _, number in communes)
    if not cpts:
        return Territory(communes, people)
    found = size_of(cpts_rules(), people, day)
    return Territory(
        communes, people, (), found.number, found.rule.words,
        found.note.words if found.note else "", found.rule.sources[0].name,
        found.rule.confidence["points"],
    )  # fmt: skip


def amounts(
    stage: Stage | None, size: int | None, *, cpts: bool, day: date
) -> tuple[AmountRow, ...]:
    """Every amount of the contract: the annex first; what neither it nor a rule tells is asked."""
    if stage is None:
        return ()
    rows = stage.amounts.filter(withdrawn_at=None).defer("content")
    told = {one.name: one for one in rows}
    names = [one for one in AMOUNTS if one != "grant" or not cpts] if cpts else ["grant", *(
        one for one in told if one != "grant"
    )]  # fmt: skip
    found = []
    for name in names:
        one = told.get(name)
        if one is not None:
            found.append(AmountRow(name, AMOUNTS[name], one.euros, one.pk, one.annex_on, "", ""))
        else:
            found.append(_published(name, size if cpts else None, day))
    return tuple(found)


def _published(name: str, size: int | None, day: date) -> AmountRow:
    rule = _rule(name, day)
    _, _, part = name.partition(".")
    key = f"{part or 'size'}_{size}"
    euros = rule.amounts.get(key) if rule is not None and size is not None else None
    if rule is None or euros is None:
        return AmountRow(name, AMOUNTS[name], None, None, None, "", "")
    return AmountRow(name, AMOUNTS[name], euros, None, None, rule.sources[0].name,
                     rule.confidence["points"])  # fmt: skip


def _rule(name: str, day: date) -> DatedRule | None:
    code = name.partition(".")[0]
    try:
        return rule_on(cpts_rules(), code, day) if code in cpts_rules() else None
    except Malformed:
        return None
