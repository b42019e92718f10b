"""``DATABASE_URL`` says all there is to say about the base, for one machine or for two."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.slow
SAYS = "import json; from maillon.project import settings; print(json.dumps(settings.DATABASES))"


def understood(address: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SAYS], env={**os.environ, "DATABASE_URL": address},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    base: dict[str, Any] = json.loads(done.stdout)["default"]
    return base


def test_two_machines_in_one_address_are_both_asked_and_only_one_that_writes_is_taken() -> None:
    base = understood(
        "postgres://maillon:un%40mot@10.0.0.11:5432,10.0.0.12:5433/maillon"
        "?target_session_attrs=read-write"
    )
    assert (base["HOST"], base["PORT"]) == ("10.0.0.11,10.0.0.12", "5432,5433")
    assert (base["PASSWORD"], base["NAME"]) == ("un@mot", "maillon")
    assert base["OPTIONS"]["target_session_attrs"] == "read-write"


def test_what_the_address_asks_of_the_server_is_never_dropped() -> None:
    asked = understood("postgres://maillon@base.example/m?sslmode=verify-full&connect_timeout=2")
    assert asked["OPTIONS"]["sslmode"] == "verify-full"
    assert asked["OPTIONS"]["connect_timeout"] == 2
    assert asked["OPTIONS"]["pool"]["min_size"] == 1


def test_a_silent_machine_is_given_up_and_a_base_that_is_back_is_found_at_the_next_page() -> None:
    options = understood("postgres://maillon@base.example/m")["OPTIONS"]
    assert options["connect_timeout"] < options["pool"]["timeout"]
    assert 0 < options["tcp_user_timeout"] <= 20_000
    assert options["pool"]["reconnect_timeout"] <= options["pool"]["timeout"]
    assert "prepare_threshold" not in options  # nothing is prepared on the server: a pooler may be
