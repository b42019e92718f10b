"""What a statement is computed from: plain facts of one structure for one year."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from maillon.engines.aci.flaws import Flaw, Malformed

__all__ = ["FACTS", "Facts", "Kind", "check", "nearest"]


@dataclass(frozen=True, slots=True)
class Facts:
    """One structure's year; ``None`` is « not told ». Made by ``check`` alone.

    Counts are whole, hours are a day's, percents run from 0 to 100, euros have two decimals.
    """

    patients: int | None = None
    professionals: int | None = None
    doctors: int | None = None
    opening_hours_per_day: Decimal | None = None
    open_saturday_morning: bool | None = None
    weeks_closed: int | None = None
    crisis_plan: bool | None = None
    crisis_year: bool | None = None
    crisis_actions: bool | None = None
    diversity_level: int | None = None
    second_recourse_level: int | None = None
    cstm_doctor: bool | None = None
    public_health_missions: int | None = None
    users_level: int | None = None
    sas_doctors: int | None = None
    sas_every_request: bool | None = None
    coordinator: bool | None = None
    protocols: int | None = None
    case_meetings: int | None = None
    files_reviewed: int | None = None
    placements: int | None = None
    external_coordination: bool | None = None
    quality_level: int | None = None
    national_protocols: int | None = None
    heart_failure_pathway: bool | None = None
    child_overweight_pathway: bool | None = None
    information_system: str | None = None
    ipa: bool | None = None
    france_sante_joined: str | None = None
    france_sante_amount_eur: Decimal | None = None
    css_percent: Decimal | None = None
    ame_percent: Decimal | None = None
    national_css_percent: Decimal | None = None
    national_ame_percent: Decimal | None = None
    precarity_percent: Decimal | None = None
    contract_signed_on: date | None = None
    new_structure: bool | None = None
    advance_paid_eur: Decimal | None = None

    def at_full_attainment(self) -> "Facts":
        """The same structure with every core commitment kept: what an advance supposes.

        A crisis or an advanced practice nurse is supposed only where there is one.
        """
        return replace(
            self,
            opening_hours_per_day=Decimal(24),
            open_saturday_morning=True,
            weeks_closed=0,
            crisis_plan=True,
            crisis_actions=bool(self.crisis_year),
            coordinator=True,
            protocols=FACTS["protocols"].high,
            case_meetings=FACTS["case_meetings"].high,
            files_reviewed=FACTS["files_reviewed"].high,
            information_system="standard",
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """What one fact may be: ``flag``, ``count``, ``number``, ``choice`` or ``day``."""

    form: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()

    def take(self, key: str, given: Any) -> Any:
        """The value as computed with; raises ``_Wrong`` with the flaw."""
        right = given if self._admits(given) else None
        if right is None:
            raise _Wrong(self._flaw(key, given))
        return Decimal(right) if self.form == "number" else right

    def _admits(self, given: Any) -> bool:
        if self.form == "flag":
            return isinstance(given, bool)
        if self.form == "choice":
            return given in self.choices
        if self.form == "day":
            return type(given) is date
        return self._in_bounds(given)

    def _in_bounds(self, given: Any) -> bool:
        if isinstance(given, Decimal):
            if self.form == "count" or not given.is_finite():
                return False
        elif type(given) is not int:
            return False
        return bool(self.low <= given <= self.high)

    def _flaw(self, key: str, given: Any) -> Flaw:
        data = {"given": given, "low": self.low, "high": self.high, "known": self.choices}
        return Flaw(self.form, key, 0, data)


class _Wrong(Exception):
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


FLAG: Final = Kind("flag")
PERCENT: Final = Kind("number", 0, 100)
EUROS: Final = Kind("number", 0, 10_000_000)
SEVERAL: Final = Kind("count", 0, 10_000)
PEOPLE: Final = Kind("count", 0, 2_000)

FACTS: Final[Mapping[str, Kind]] = {
    "patients": Kind("count", 0, 1_000_000),
    "professionals": PEOPLE,
    "doctors": PEOPLE,
    "opening_hours_per_day": Kind("number", 0, 24),
    "open_saturday_morning": FLAG,
    "weeks_closed": Kind("count", 0, 53),
    "crisis_plan": FLAG,
    "crisis_year": FLAG,
    "crisis_actions": FLAG,
    "diversity_level": Kind("count", 0, 2),
    "second_recourse_level": Kind("count", 0, 2),
    "cstm_doctor": FLAG,
    "public_health_missions": SEVERAL,
    "users_level": Kind("count", 0, 2),
    "sas_doctors": PEOPLE,
    "sas_every_request": FLAG,
    "coordinator": FLAG,
    "protocols": SEVERAL,
    "case_meetings": SEVERAL,
    "files_reviewed": Kind("count", 0, 1_000_000),
    "placements": SEVERAL,
    "external_coordination": FLAG,
    "quality_level": Kind("count", 0, 3),
    "national_protocols": SEVERAL,
    "heart_failure_pathway": FLAG,
    "child_overweight_pathway": FLAG,
    "information_system": Kind("choice", choices=("none", "standard", "advanced")),
    "ipa": FLAG,
    "france_sante_joined": Kind("choice", choices=("before_2026_07_14", "later")),
    "france_sante_amount_eur": EUROS,
    "css_percent": PERCENT,
    "ame_percent": PERCENT,
    "national_css_percent": PERCENT,
    "national_ame_percent": PERCENT,
    "precarity_percent": PERCENT,
    "contract_signed_on": Kind("day"),
    "new_structure": FLAG,
    "advance_paid_eur": EUROS,
}
ENOUGH: Final = 50  # flaws: whoever reads them has work to do already
RATES: Final = ("css_percent", "ame_percent", "national_css_percent", "national_ame_percent")


def check(given: Mapping[str, Any], *, year: int, needed: Sequence[str] = ()) -> Facts:
    """Every fact in its form and in agreement with others; else ``Malformed``, 50 flaws at most.

    ``needed``: what the rules of the day cannot do without. ``None`` is « not told ».
    """
    flaws: list[Flaw] = []
    right: dict[str, Any] = {}
    for key, value in given.items():
        if len(flaws) >= ENOUGH:
            break
        if key not in FACTS:
            flaws.append(nearest(key, FACTS))
        elif value is not None:
            try:
                right[key] = FACTS[key].take(key, value)
            except _Wrong as wrong:
                flaws.append(wrong.flaw)
    flaws += _absent(right, given, needed)
    flaws += _together(right, year)
    if flaws:
        raise Malformed("", flaws)
    return Facts(**right)


def nearest(key: str, known: Mapping[str, Any] | Sequence[str]) -> Flaw:
    """The flaw of an unknown key, with the known one it looks like."""
    near = difflib.get_close_matches(key[:100], list(known), n=1, cutoff=0.6)
    return Flaw("unknown_key", key, 0, {"like": near[0] if near else "", "known": tuple(known)})


def _absent(
    right: Mapping[str, Any], given: Mapping[str, Any], needed: Sequence[str]
) -> Iterator[Flaw]:
    """A fact told wrongly is not missing as well."""
    for key in needed:
        if given.get(key) is None:
            yield Flaw("missing", key, 0, {"because": ""})
    for cause, wanted in _demands(right):
        if given.get(wanted) is None and wanted not in needed:
            yield Flaw("missing", wanted, 0, {"because": cause})


def _demands(right: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What one fact told asks for besides."""
    if right.get("sas_doctors"):
        yield "sas_doctors", "doctors"
    if right.get("new_structure"):
        yield "new_structure", "contract_signed_on"
    told = [key for key in RATES if key in right]
    if told:
        yield from ((told[0], key) for key in RATES)


def _together(right: Mapping[str, Any], year: int) -> Iterator[Flaw]:
    asked, doctors = right.get("sas_doctors", 0), right.get("doctors", 0)
    if asked > doctors and "doctors" in right:
        data = {"other": "doctors", "most": doctors, "given": asked}
        yield Flaw("more_than", "sas_doctors", 0, data)
    if "precarity_percent" in right and any(key in right for key in RATES):
        yield Flaw("either", "precarity_percent", 0, {"other": "css_percent"})
    signed = right.get("contract_signed_on")
    if signed is not None and signed.year > year:
        yield Flaw("after_year", "contract_signed_on", 0, {"year": year, "given": signed})
