"""On a thousand histories told as records are, what comes back is noticed, and little else."""

import json

import pytest
from django.core.management import call_command

from maillon.apps.care.signals import habits
from maillon.project.simulation.histories import histories, judged


def test_what_is_repeated_by_design_is_described_as_such() -> None:
    by_design = {habit.answer for habit in habits().values() if habit.by_design}
    assert {"dialysis", "chemotherapy", "dressing", "vaccination"} <= by_design
    assert not habits()["detox_stay"].by_design
    assert habits()["detox_stay"].times == 3


def test_a_thousand_histories_are_judged_and_the_record_is_to_blame_for_what_is_missed() -> None:
    told = judged(histories(1, 1_000, habits()), habits())
    assert told["histories"] == 1_000
    assert told["precision"] >= 0.88
    assert told["recall"] >= 0.94


def test_the_same_seed_tells_the_same_histories(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("simulate", "repetition", "--seed=4", "--histories=50", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told == {"seed": 4, **judged(histories(4, 50, habits()), habits())}
    call_command("simulate", "repetition", "--seed=4", "--histories=50")
    assert "précision" in capsys.readouterr().out
