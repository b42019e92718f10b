"""Machines ask whether Maillon is at work, and learn nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from maillon.kernel import clock, heartbeat
from maillon.project import worker

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def asked(path: str) -> tuple[int, dict[str, bool]]:
    with clock.frozen(NOW):
        answer = Client().get(path)
    assert "sessionid" not in answer.cookies
    return answer.status_code, answer.json()


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "well"), [(5, True), (59, True), (61, False)])
def test_the_worker_turned_lately_or_not(ago: int, well: bool) -> None:
    heartbeat.beat(worker.NAME, NOW - timedelta(seconds=ago))
    told = {"ok": well, "database": True, "worker": well}
    assert asked("/sante/") == (200 if well else 503, told)


@pytest.mark.django_db
def test_a_worker_that_never_turned_takes_no_web_process_away() -> None:
    assert asked("/sante/")[0] == 503
    assert asked("/sante/web/") == (200, {"ok": True, "database": True})


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> Any:
        raise OperationalError

    monkeypatch.setattr(heartbeat, "last", gone)
    assert asked("/sante/") == (503, {"ok": False, "database": False, "worker": False})
    assert asked("/sante/web/") == (503, {"ok": False, "database": False})


@pytest.mark.django_db
def test_the_worker_gives_a_sign_of_life_now_and_then() -> None:
    with clock.frozen(NOW):
        said = worker._say(None)
    with clock.frozen(NOW + timedelta(seconds=5)):
        assert worker._say(said) == NOW
    with clock.frozen(NOW + timedelta(seconds=11)):
        worker._say(said)
    assert heartbeat.last(worker.NAME) == NOW + timedelta(seconds=11)
