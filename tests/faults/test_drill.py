"""Restore drill: backed up under load, struck dead, restored elsewhere, I1–I20, RPO and RTO."""

import os

import pytest

from tests.faults.backups import command

pytestmark = [pytest.mark.faults, pytest.mark.slow]


def test_a_desk_struck_at_work_comes_back_whole_from_its_last_backup() -> None:
    done = command(os.environ["DATABASE_URL"], "drill", "--between", "3", "--json")
    assert done.code == 0, done.out + done.err
    told = done.told
    assert (told["ok"], told["missing"], told["broken"]) == (True, 0, {})
    assert told["requests"] >= 9
    assert told["restored"] >= 6
    assert told["lost"] >= 3  # what was taken after the last copy, and said so
    assert all(told["invariants"].values())
    assert {"I1", "I3", "I14", "I15", "I20"} <= set(told["invariants"])
    assert told["rpo_seconds"] > 0
    assert told["rto_seconds"] > 0
