"""`maillon run`: what it starts lives at the address it tells."""

from typing import Any

import pytest
from django.core.management import CommandError

from maillon.project.management.commands import run


class Done:
    returncode = 0


def test_the_world_is_built_with_the_links_of_its_port_and_no_mail_on_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[tuple[str, ...], dict[str, str]]] = []

    def built(command: list[str], env: dict[str, str], **_: Any) -> Done:
        asked.append((tuple(command[-1:]), env))
        return Done()

    monkeypatch.setattr("subprocess.run", built)
    run._build(8490)
    ((words, env),) = asked
    assert words == ("demo",)
    assert env["MAILLON_PUBLIC_URL"] == "http://127.0.0.1:8490"
    assert env["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_nothing_starts_on_a_world_half_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Done, "returncode", 1)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: Done())
    with pytest.raises(CommandError):
        run._build(8490)
