"""A statement for machines: every number a string, so that no cent is lost on the way."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from maillon.apps.contracts.wording.reasons import sentences
from maillon.engines.aci import DatedRule, Doubt, Line, Remark, Source, Statement, Step
from maillon.engines.aci.settling import Settlement
from maillon.engines.common import Reason
from maillon.project.aci.cases import Case

__all__ = ["case", "exact"]


def exact(figure: Decimal) -> str:
    """A plain number without zeros that say nothing."""
    return format(figure.normalize(), "f") if figure else "0"


def case(asked: Case, found: Statement) -> dict[str, Any]:
    """One case: where the rules of its year are not all known, its totals are null."""
    settlement = found.settlement
    told = {
        "name": asked.name,
        "year": found.year,
        "rules_on": found.on.isoformat(),
        "accord": found.accord.label,
        "rule_revision": found.revision,
        "complete": found.incomplete is None,
        "confidence": found.confidence,
        "points": None if found.points is None else exact(found.points),
        "euros": _cents(found.euros),
        "advance": _cents(found.advance),
        "balance": _cents(found.balance),
        "missing_prerequisites": list(found.missing_prerequisites),
        "lines": [_line(line) for line in found.lines],
        **_settled(settlement),
    }
    if found.incomplete is not None:
        told["incomplete"] = {
            "accord": found.incomplete.label,
            "since": found.incomplete.since.isoformat(),
            "confidence": found.incomplete.confidence,
            "known": list(found.incomplete.known),
            "missing": list(found.incomplete.missing),
            "conflicts": list(found.incomplete.conflicts),
            "source": _named(found.incomplete.sources),
        }
    if asked.expect is not None:
        told["agrees"] = _agrees(asked.expect, found)
    return told


def _cents(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, ".2f")


def _agrees(expect: Mapping[str, Decimal], found: Statement) -> bool:
    counted = {"points": found.points, "euros": found.euros, "advance": found.advance}
    return all(counted[key] == value for key, value in expect.items())


def _settled(settlement: Settlement | None) -> dict[str, Any]:
    if settlement is None:
        return {"steps": [], "advance_step": None, "deadlines": {}}
    return {
        "steps": [_step(step) for step in settlement.steps],
        "advance_step": _step(settlement.advance_step),
        "deadlines": {name: when.isoformat() for name, when in settlement.deadlines.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "indicator": line.id,
        "label": line.row.indicator.label,
        "axis": line.row.indicator.axis,
        "kind": line.version.kind,
        "points": exact(line.points),
        "worth": exact(line.worth),
        "euros": _cents(line.outcome.euros),
        "held": line.outcome.held,
        **_why(line.reasons),
        "facts_used": _plain(line.facts),
        "rule": line.version.words,
        "rule_version": f"{line.id}@{line.version.since.isoformat()}",
        "source": _read_in(line.version),
        "confidence": line.confidence,
        "conflicts": [_remark(one) for one in line.remarks if one.note.kind == "conflict"],
        "open_questions": [_remark(one) for one in line.remarks if one.note.kind == "open"],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "step": step.name,
        "euros": _cents(step.euros),
        **_why(step.reasons),
        "facts_used": _plain(step.facts),
        "rule": step.version.words,
        "rule_version": f"{step.name}@{step.version.since.isoformat()}",
        "source": _read_in(step.version),
        "confidence": step.version.sureness(()),
        "conflicts": [_doubt(one) for one in step.doubts if one.note.kind == "conflict"],
        "open_questions": [_doubt(one) for one in step.doubts if one.note.kind == "open"],
    }


def _why(reasons: Sequence[Reason]) -> dict[str, Any]:
    return {
        "reason": sentences(reasons),
        "reasons": [{"code": one.code, "data": _plain(one.data)} for one in reasons],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    points = None if remark.points is None else exact(remark.points)
    return {"code": remark.code, "words": remark.note.words, "points": points}


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {"code": doubt.code, "words": doubt.note.words, "euros": _cents(doubt.euros)}


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in data.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return exact(value)
    return value.isoformat() if isinstance(value, date) else value


@functools.cache
def _read_in(version: DatedRule) -> str:
    """Where a rule was read; the same for every case, so put in words once."""
    return _named(version.sources)


def _named(found: Iterable[Source]) -> str:
    told = (f"{one.name} ({one.date}) {one.url}".strip() for one in found)
    return " ; ".join(told)
