"""The administrator's guide names every setting; the others' say the words of the screen."""

import re

import pytest

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


def plain(text: str) -> str:
    """Lower case, one kind of apostrophe and of space."""
    text = text.lower().replace("’", "'").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", text)


def words_of_the_screens() -> str:
    folders = ("maillon/**/templates/**/*.html", "maillon/**/web/**/*.py", "maillon/**/models/*.py")
    others = ("maillon/apps/desk/vocabulary.py", "maillon/project/frame.py")
    files = [path for pattern in (*folders, *others) for path in ROOT.glob(pattern)]
    return plain("\n".join(path.read_text(encoding="utf-8") for path in files))


@pytest.mark.parametrize("name", ["agent", "intervenant", "lecteur"])
def test_what_a_guide_writes_in_bold_stands_on_a_screen(name: str) -> None:
    text = (ROOT / "docs" / "guide" / f"{name}.md").read_text(encoding="utf-8")
    bold = [plain(one).rstrip(".…:?! ") for one in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]
    screens = words_of_the_screens()
    assert len(bold) > 3
    assert [one for one in bold if one not in screens] == []
