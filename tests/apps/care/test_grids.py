"""The grids that ship say what their sources say, and no more."""

from datetime import date
from decimal import Decimal

import pytest

from maillon.apps.care.grids import compositions, questionnaires
from maillon.engines.grids import Teammate, compose, in_force, score
from maillon.errors import RuleError

DAY = date(2026, 11, 24)


def test_the_escap_grid_keeps_its_thresholds_and_invents_no_question() -> None:
    grid = in_force((one for one in questionnaires() if one.code == "escap"), DAY)
    assert grid is not None
    assert grid.threshold(frozenset()).at_least == Decimal(13)
    pregnant = grid.threshold(frozenset({"pregnancy"}))
    assert (pregnant.at_least, pregnant.out_of) == (Decimal(14), Decimal(28))
    assert {one.source.confidence for one in grid.thresholds} == {"C"}
    with pytest.raises(RuleError, match="la liste des questions manque"):
        score(grid, {}, on=DAY)


def test_an_escap_is_three_professionals_with_the_gp() -> None:
    (rule,) = [one for one in compositions() if one.code == "escap"]
    nurses = [Teammate(key, "nurse") for key in "123"]
    gp = Teammate("4", "doctor", frozenset({"gp"}))
    assert compose(rule, nurses, {}).verdict == "not_reached"
    assert compose(rule, [*nurses[:2], gp], {}).verdict == "reached"


def test_an_esp_is_one_doctor_and_a_project_the_ars_validated() -> None:
    (rule,) = [one for one in compositions() if one.code == "esp"]
    doctor = [Teammate("1", "doctor")]
    assert compose(rule, doctor, {"project_validated_by_ars": True}).verdict == "reached"
    assert compose(rule, doctor, {}).verdict == "undecided"


def test_nothing_recalled_without_a_source_ships() -> None:
    sources = [one.source for one in questionnaires()]
    sources += [one.source for one in compositions()]
    sources += [limit.source for grid in questionnaires() for limit in grid.thresholds]
    assert all(source.confidence in "ABC" and source.name for source in sources)
