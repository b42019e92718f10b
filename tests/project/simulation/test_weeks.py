"""Simulated weeks: whatever goes wrong, the twenty invariants hold; the judge can condemn."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillon.project.simulation.mutants import MUTANTS
from maillon.project.simulation.running import play_faults, play_weeks
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.telling import holds
from maillon.project.simulation.verdicts import IDS

pytestmark = pytest.mark.slow
SHORT = Shape(days=2, requests=40)
WEEKS_FOR = {"I12": 6}  # a bare yes to two offers at once does not come every two days
# A seat given twice is, in some weeks, given back once: it is searched again while still held.
FOLLOWS = {"I3": {"I13"}}
FIVES = tuple(IDS[n : n + 5] for n in range(0, len(IDS), 5))  # a process and its setup for five
PAIRS = tuple((n, n + 1) for n in range(1, 21, 2))  # a process and its setup for two


@pytest.mark.parametrize("seeds", PAIRS, ids=lambda pair: f"seeds-{pair[0]}-{pair[1]}")
def test_every_invariant_holds_in_a_week_of_accidents(seeds: tuple[int, int]) -> None:
    weeks = play_weeks(seeds, Shape(), processes=1)
    assert [week["breaches"] for week in weeks if not holds(week)] == []
    assert all(week["requests"] >= 100 and week["invariants"] for week in weeks)
    assert all(list(week["invariants"]) == list(IDS) for week in weeks)


def test_every_invariant_has_its_mutant() -> None:
    assert tuple(MUTANTS) == IDS


@pytest.mark.parametrize("names", FIVES, ids="-".join)
def test_a_fault_in_the_code_turns_its_invariant_false_and_no_other(names: tuple[str, ...]) -> None:
    weeks = play_faults({name: WEEKS_FOR.get(name, 5) for name in names}, SHORT)
    for name, week in weeks.items():
        broken = {one for one, held in week["invariants"].items() if not held}
        assert broken == set(week["breaches"])
        assert broken - FOLLOWS.get(name, set()) == {name}


def test_a_seed_lives_the_same_week_twice_and_alone_as_among_others() -> None:
    tiny = Shape(days=1, requests=12)
    first, second = play_weeks([8, 9], tiny, processes=1)
    assert play_weeks([9], tiny) == [second]
    assert first["times"] != second["times"]


def test_the_command_says_what_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command(
            "simulate", "desk-week", "--seed=3", "--days=1", "--requests=12", "--mutate=I20",
            "--json",
        )  # fmt: skip
    assert stopped.value.code == 1
    week: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (week["seed"], week["requests"], week["invariants"]["I20"]) == (3, 12, False)
    assert {"times", "fairness"} <= set(week)


def test_a_week_that_breaks_something_says_how_to_live_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        call_command(
            "simulate", "desk-week", "--seed=3", "--days=1", "--requests=12", "--mutate=I20"
        )
    said = capsys.readouterr().out
    assert "rejouer : maillon simulate desk-week --requests 12" in said
    assert "--days 1 --mutate I20 --seed 3" in said


def test_what_cannot_be_simulated_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("simulate", "desk-week", "--requests=0")
