"""What set-up writes and copies is what the product needs."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from maillon.project import guard
from tests.architecture.source import ROOT, tracked
from tools import envfile, production

NAMED = re.compile(r"""\{%\s*static\s+["']([^"'{]+)["']""")


def test_every_static_file_that_a_page_names_exists() -> None:
    pages = [name for name in tracked() if name.startswith("maillon/") and name.endswith(".html")]
    named = {file for page in pages for file in NAMED.findall((ROOT / page).read_text("utf-8"))}
    assert named
    assert sorted(file for file in named if finders.find(file) is None) == []


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / ".env"
    monkeypatch.setattr(envfile, "ENV_FILE", file)
    return file


def test_two_machines_never_share_a_key(env_file: Path) -> None:
    envfile.main()
    first = env_file.read_text("utf-8")
    env_file.unlink()
    envfile.main()
    secret = {line for line in first.splitlines() if "KEY" in line}
    assert len(secret) == 3
    assert not secret & set(env_file.read_text("utf-8").splitlines())


def test_a_second_set_up_keeps_every_key_and_adds_only_what_is_missing(env_file: Path) -> None:
    env_file.write_text("SECRET_KEY=mine\n# MAILLON_ENV=production\n", "utf-8")
    envfile.main()
    once = env_file.read_text("utf-8")
    envfile.main()
    assert env_file.read_text("utf-8") == once
    assert once.startswith("SECRET_KEY=mine\n")
    assert envfile.names_in(once) == set(envfile.development())


def test_only_its_owner_reads_the_keys(env_file: Path) -> None:
    envfile.main()
    assert env_file.stat().st_mode & 0o077 == 0


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """The set-up script and what it reads, where every tool it calls only notes the call."""
    for folder in ("tools", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in ("package-lock.json", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for stub in (".venv/bin/python", ".venv/bin/maillon", "stubs/npm", "stubs/uv"):
        file = tmp_path / stub
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\necho $(basename $0) $* >> {tmp_path}/calls\n", "utf-8")
        file.chmod(0o755)
    (tmp_path / ".env").touch()
    (tmp_path / "maillon/kernel/static/vendor").mkdir(parents=True)
    return tmp_path


def calls_of_a_set_up(tree: Path) -> list[str]:
    noted = tree / "calls"
    noted.write_text("", "utf-8")
    env = {"PATH": f"{tree}/stubs:/usr/bin:/bin"}
    subprocess.run([tree / "tools" / "setup"], env=env, check=True, capture_output=True)
    return noted.read_text("utf-8").splitlines()


def test_a_second_set_up_does_nothing_until_a_lock_changes(copied_tree: Path) -> None:
    first = calls_of_a_set_up(copied_tree)
    assert any("--require-hashes" in call for call in first)
    assert any(call.startswith("npm ci") for call in first)
    assert calls_of_a_set_up(copied_tree) == []
    with (copied_tree / "requirements" / "dev.lock").open("a") as lock:
        lock.write("# changed\n")
    assert calls_of_a_set_up(copied_tree) == first


def test_the_deployment_check_runs_under_settings_that_production_accepts(tmp_path: Path) -> None:
    given = production.environment(tmp_path)
    chosen = guard.Chosen(
        production=True,
        debug=False,
        secret_key=given["SECRET_KEY"],
        field_keys=given["MAILLON_FIELD_KEYS"],
        index_key=given["MAILLON_INDEX_KEY"],
        demo=given["MAILLON_DEMO"] == "true",
        secure_cookies=True,
        allowed_hosts=given["ALLOWED_HOSTS"].split(","),
        public_url=given["MAILLON_PUBLIC_URL"],
        require_mfa=True,
        sms_provider="http",
        sms_url=given["MAILLON_SMS_URL"],
        sms_secret=given["MAILLON_SMS_SECRET"],
    )
    assert guard.problems(chosen) == []
