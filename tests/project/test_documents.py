"""Documents that point somewhere point at something."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tracked

DOCUMENTS = [name for name in tracked() if name.endswith(".md")]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#]+)")
SHORT = re.compile(
    r"`((?:project|interop|apps|engines|kernel|tests|docs|deploy|maillon)/[\w./]+\.\w+)`"
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    here = ROOT / name
    links = LINK.findall(here.read_text(encoding="utf-8"))
    assert [link for link in links if not (here.parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_named_is_there(name: str) -> None:
    named = SHORT.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [one for one in named if not any(where(one))] == []


def where(name: str) -> list[Path]:
    return [path for path in (ROOT / name, ROOT / "maillon" / name) if path.exists()]


def test_decisions_are_numbered_one_after_the_other() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {path.name[:4]} — ")
    assert len(text.splitlines()) <= 40
