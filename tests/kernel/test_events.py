"""Live pages: a number per topic, moved with the change it shows."""

import pytest
from django.db import transaction

from maillon.kernel import events

pytestmark = pytest.mark.django_db


def test_each_change_moves_its_own_topic_by_one() -> None:
    for topic in ("a", "b", "a"):
        events.bump(topic)
    assert events.numbers(["a", "b", "never"]) == {"a": 2, "b": 1}


def test_a_change_undone_moves_nothing() -> None:
    events.bump("a")
    with transaction.atomic():
        events.bump("a")
        transaction.set_rollback(True)
    assert events.numbers(["a"]) == {"a": 1}
