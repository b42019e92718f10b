"""The administrator's guide names every setting, and nothing that is not one."""

import re

from tests.architecture.source import ROOT

SETTINGS = ROOT / "maillon" / "project" / "settings.py"
GUIDE = ROOT / "docs" / "guide" / "administrateur.md"
EXAMPLE = ROOT / "deploy" / "maillon.env.example"


def read_in_settings() -> set[str]:
    text = SETTINGS.read_text(encoding="utf-8")
    return set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', text))


def test_every_setting_stands_in_the_guide_and_only_those() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 10
    assert set(rows) == read_in_settings()


def test_the_example_of_production_sets_only_what_is_read() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = {
        line.removeprefix("# ").split("=")[0] for line in lines if re.match(r"#? ?[A-Z_]+=", line)
    }
    assert "SECRET_KEY" in named
    assert named <= read_in_settings()
