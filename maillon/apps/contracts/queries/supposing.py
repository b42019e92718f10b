from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from maillon.apps.contracts.counting import count
from maillon.apps.contracts.gathering import typed
from maillon.apps.contracts.queries.levels import Gain, gain
from maillon.apps.contracts.queries.page import opened
from maillon.apps.contracts.wording.words import FACTS
from maillon.engines.aci import Malformed, check
from maillon.kernel.access import AccountViewer

__all__ = ["SUPPOSABLE", "Slider", "Supposition", "suppose"]

SUPPOSABLE: Final[Mapping[str, int]] = {
    "patients": 30_000, "professionals": 60, "protocols": 8, "case_meetings": 12,
    "files_reviewed": 1_500, "placements": 8, "public_health_missions": 2, "users_level": 2,
    "quality_level": 3, "national_protocols": 6, "diversity_level": 2,
    "second_recourse_level": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slider:
    """A fact one may suppose otherwise."""

    key: str
    label: str
    now: int
    value: int
    most: int
    wrong: bool


@dataclass(frozen=True, slots=True)
class Supposition:
    """What the year would be worth: ``gain`` against what is proven; each line that moves."""

    contract_id: UUID
    structure: str
    year: int
    sliders: tuple[Slider, ...]
    gain: Gain
    euros: Decimal | None
    lines: tuple[tuple[str, str, Decimal, Decimal], ...]  # id, label, before, after
    asks: tuple[str, ...]


def suppose(
    viewer: AccountViewer, contract_id: UUID, year: int, told: Mapping[str, str], *,
    now: datetime,
) -> Supposition:  # fmt: skip
    """The year with some facts otherwise; nothing is written. A value out of bounds is left as
    it is and says so. ``NotFound`` for strangers.
    """
    contract, known, found, _ = opened(viewer, contract_id, year, now)
    supposed, wrong = _read(told, year)
    facts = found.proven | supposed
    first, second = found.statement, count(facts, year).statement
    return Supposition(
        contract_id=contract.pk, structure=contract.organization.name, year=known.year,
        sliders=tuple(
            Slider(key, FACTS[key], int(found.proven.get(key) or 0), int(facts.get(key) or 0),
                   max(most, int(facts.get(key) or 0)), key in wrong)
            for key, most in SUPPOSABLE.items()
        ),
        gain=gain(found.proven, facts, year), euros=second.euros if second else None,
        lines=tuple(
            (one.id, one.row.indicator.label, before.worth, one.worth)
            for before, one in zip(first.lines, second.lines, strict=True)
            if before.worth != one.worth
        ) if first and second else (),
        asks=tuple(FACTS[key] for key in found.counted["proven"].asks),
    )  # fmt: skip


def _read(told: Mapping[str, str], year: int) -> tuple[dict[str, Any], set[str]]:
    supposed: dict[str, Any] = {}
    wrong: set[str] = set()
    for key in SUPPOSABLE:
        text = told.get(key, "").strip()
        try:
            value = typed(key, text[:12])
            if value is not None:
                check({key: value}, year=year)
                supposed[key] = value
        except (ValueError, Malformed):
            wrong.add(key)
    return supposed, wrong
