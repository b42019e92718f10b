"""Production refuses to start with an unsafe setting, and says which."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.kernel.crypto import new_key
from maillon.project.guard import Chosen, problems
from tests.world import KEY
from tools import production

GOOD = Chosen(
    production=True, debug=False, secret_key="k" * 64, field_keys=f"un:{new_key()}",
    index_key=new_key(), demo=False, secure_cookies=True, allowed_hosts=["maillon.example"],
    public_url="https://maillon.example", require_mfa=True, sms_provider="http",
    sms_url="https://sms.example/envoi", sms_secret="entre machines",
)  # fmt: skip
BAD: list[tuple[str, dict[str, Any]]] = [
    ("SECRET_KEY", {"secret_key": ""}),
    ("SECRET_KEY", {"secret_key": "k" * 49}),
    ("SECRET_KEY", {"secret_key": "django-insecure-" + "k" * 60}),
    ("MAILLON_FIELD_KEYS", {"field_keys": ""}),
    ("MAILLON_FIELD_KEYS", {"field_keys": new_key()}),
    ("MAILLON_FIELD_KEYS", {"field_keys": "un:trop-courte"}),
    ("MAILLON_FIELD_KEYS", {"field_keys": f"un:{new_key()},deux:"}),
    ("MAILLON_FIELD_KEYS", {"field_keys": f"essai:{KEY}"}),
    ("MAILLON_INDEX_KEY", {"index_key": ""}),
    ("MAILLON_INDEX_KEY", {"index_key": "AAAA"}),
    ("MAILLON_INDEX_KEY", {"index_key": KEY}),
    ("DEBUG", {"debug": True}),
    ("MAILLON_DEMO", {"demo": True}),
    ("SECURE_COOKIES", {"secure_cookies": False}),
    ("ALLOWED_HOSTS", {"allowed_hosts": []}),
    ("ALLOWED_HOSTS", {"allowed_hosts": ["maillon.example", "*"]}),
    ("MAILLON_PUBLIC_URL", {"public_url": "http://maillon.example"}),
    ("MAILLON_REQUIRE_MFA", {"require_mfa": False}),
    ("MAILLON_SMS_PROVIDER", {"sms_provider": "simulator"}),
    ("MAILLON_SMS_URL", {"sms_url": "http://sms.example/envoi"}),
    ("MAILLON_SMS_SECRET", {"sms_secret": ""}),
    ("MAILLON_BACKUP_KEY", {"backup_key": "b1:trop-courte"}),
    ("MAILLON_SMS_SECRET", {"sms_provider": "kannel", "sms_secret": ""}),
    ("MAILLON_SMS_URL", {"sms_provider": "kannel", "sms_url": ""}),
    ("MAILLON_SMS_SECOND_SECRET", {"second_url": "https://autre.example/envoi"}),
]


def test_a_safe_installation_starts() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(("name", "change"), BAD)
def test_one_unsafe_setting_is_one_sentence_that_names_it(
    name: str, change: dict[str, Any]
) -> None:
    (sentence,) = problems(replace(GOOD, **change))
    assert name in sentence


@pytest.mark.parametrize(
    "key", [GOOD.index_key, GOOD.field_keys.partition(":")[2]], ids=["index", "fields"]
)
def test_whoever_holds_a_backup_does_not_hold_the_fields(key: str) -> None:
    (sentence,) = problems(replace(GOOD, backup_key=f"b1:{key}"))
    assert "MAILLON_BACKUP_KEY" in sentence
    assert problems(replace(GOOD, backup_key=f"b1:{new_key()}")) == []


def test_a_second_gateway_is_not_the_first_under_another_name() -> None:
    both = replace(GOOD, second_url="https://autre.example/envoi", second_secret=GOOD.sms_secret)
    (sentence,) = problems(both)
    assert "MAILLON_SMS_SECOND_SECRET" in sentence
    assert problems(replace(both, second_secret="un autre entre machines")) == []


@given(st.sets(st.sampled_from(range(len(BAD)))))
def test_every_unsafe_setting_is_told_at_once(chosen: set[int]) -> None:
    changes: dict[str, Any] = {}
    for place in sorted(chosen):
        changes |= BAD[place][1]
    told = "\n".join(problems(replace(GOOD, **changes)))
    for place in chosen:
        name, change = BAD[place]
        if changes.items() >= change.items() and not changes.get("sms_provider"):
            assert name in told


def test_development_asks_for_keys_only() -> None:
    loose = replace(GOOD, production=False, demo=True, debug=True, allowed_hosts=["*"],
                    secure_cookies=False, require_mfa=False, sms_provider="simulator")  # fmt: skip
    assert problems(loose) == []
    assert len(problems(replace(loose, secret_key="", index_key=""))) == 2


STARTS: list[tuple[str, dict[str, str]]] = [
    ("DEBUG", {"DEBUG": "true"}),
    ("MAILLON_DEMO", {"MAILLON_DEMO": "true"}),
    ("SECURE_COOKIES", {"SECURE_COOKIES": "false"}),
    ("MAILLON_REQUIRE_MFA", {"MAILLON_REQUIRE_MFA": "false"}),
    ("SECRET_KEY", {"SECRET_KEY": ""}),
]


def start(folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **production.environment(folder), **changes}
    return subprocess.run(
        [sys.executable, "-m", "maillon.project", "check"],
        env=env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "changes"), STARTS)
def test_the_command_itself_stops_and_says_which(
    tmp_path: Path, name: str, changes: dict[str, str]
) -> None:
    stopped = start(tmp_path, **changes)
    assert stopped.returncode != 0
    assert "Maillon ne démarre pas" in stopped.stdout + stopped.stderr
    assert name in stopped.stdout + stopped.stderr


@pytest.mark.slow
def test_the_command_starts_with_safe_settings(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    started = start(tmp_path)
    assert started.returncode == 0, started.stdout + started.stderr
