"""Between two turns the worker looks whether a message waits."""

import threading
from collections.abc import Iterator

import pytest

from maillon.project import worker


def looks(monkeypatch: pytest.MonkeyPatch, *answers: bool) -> Iterator[bool]:
    found = iter(answers)
    monkeypatch.setattr(worker, "any_due", lambda now: next(found))
    monkeypatch.setattr(worker, "GLANCE", 0.001)
    return found


def test_a_message_that_waits_ends_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    left = looks(monkeypatch, False, False, True, False)
    worker._rest(threading.Event(), every=1.0)
    assert list(left) == [False], "it looked three times out of a thousand"


def test_with_nothing_to_send_it_rests_as_long_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    left = looks(monkeypatch, *[False] * 6)
    worker._rest(threading.Event(), every=0.004)
    assert len(list(left)) == 2


def test_asked_to_stop_it_looks_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    left = looks(monkeypatch, True)
    stopping = threading.Event()
    stopping.set()
    worker._rest(stopping, every=1.0)
    assert list(left) == [True]
