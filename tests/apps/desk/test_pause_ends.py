"""What the confirmation of a pause promises."""

from datetime import timedelta

import pytest

from maillon.apps.desk.actions.answering import on_opt_change
from maillon.apps.messaging.handlers import OptChange
from tests.factories.desk import MORNING, saint_chamond

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=3)


def test_start_ends_the_pause_of_everybody_behind_the_line() -> None:
    nurse, other = saint_chamond().zone[:2]
    for one in (nurse, other):
        type(one).objects.filter(pk=one.pk).update(paused_until=LATER)
    on_opt_change(OptChange(nurse.phone_index, opted_out=False), MORNING)
    nurse.refresh_from_db()
    other.refresh_from_db()
    assert nurse.paused_until is None
    assert other.paused_until == LATER


def test_stop_leaves_the_pause_as_it_was() -> None:
    nurse = saint_chamond().zone[0]
    type(nurse).objects.filter(pk=nurse.pk).update(paused_until=LATER)
    on_opt_change(OptChange(nurse.phone_index, opted_out=True), MORNING)
    nurse.refresh_from_db()
    assert nurse.opted_out_at is not None
    assert nurse.paused_until == LATER
