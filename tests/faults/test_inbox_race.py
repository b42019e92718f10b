"""I11: the same SMS under several ids, all at once, is applied once."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from tests import databases
from tests.faults.twin_replies import PHONES, PROCESSES

pytestmark = [pytest.mark.faults, pytest.mark.slow]
COUNT = (
    "from maillon.apps.messaging.models import InboundMessage as I;"
    "print(*(f'{p} {o}' for p, o in I.objects.values_list('phone_index', 'outcome')), sep='\\n')"
)


def test_one_of_several_twins_is_applied_and_the_others_are_kept(own_database: str) -> None:
    env = {**os.environ, "DATABASE_URL": own_database}
    env["DJANGO_SETTINGS_MODULE"] = "maillon.project.settings"
    subprocess.run(
        [sys.executable, "-m", "tests.faults.twin_replies"], env=env, check=True, timeout=60
    )
    told = databases.run(own_database, "shell", "--no-imports", "-v", "0", "-c", COUNT)
    outcomes = Counter(tuple(line.split()) for line in told.splitlines() if line)
    for phone in {phone for phone, _ in outcomes}:
        assert outcomes.pop((phone, "duplicate")) == PROCESSES - 1
    assert [times for _, times in outcomes.items()] == [1] * PHONES
