"""The interface keeps its word: documented components, strict content policy, light pages."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tracked

KERNEL = ROOT / "maillon" / "kernel"
STATIC = KERNEL / "static" / "maillon"
COMPONENTS = sorted((KERNEL / "templates" / "cotton").glob("*.html"))
PAGES = [ROOT / name for name in tracked() if name.endswith(".html") and "/templates/" in name]
INLINE = re.compile(r"""<style[\s>]|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']""")
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>")
SHEET = re.compile(r"maillon/(css/[a-z-]+\.css)")
ICON = re.compile(r"""<c-icon name="([a-z]+)\"""")


def shown(page: Path) -> str:
    """A page without its comments, which may speak of what the page must not do."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)


def weight(*folders: str) -> int:
    return sum(len(path.read_bytes()) for folder in folders for path in STATIC.glob(folder))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_its_props(component: Path) -> None:
    head = component.read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("{% comment %}" + component.stem.replace("_", "-") + ":")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_used_somewhere(component: Path) -> None:
    tag = "<c-" + component.stem.replace("_", "-")
    used = re.compile(re.escape(tag) + r"[\s>/]")
    assert any(used.search(shown(page)) for page in PAGES if page != component)


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    guilty = [page for page in PAGES if INLINE.search(shown(page)) or SCRIPT.search(shown(page))]
    assert guilty == []


def test_every_icon_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'id="([a-z]+)"', (STATIC / "img/icons.svg").read_text("utf-8")))
    asked = {name for page in PAGES for name in ICON.findall(shown(page))}
    assert asked - drawn == set()


def test_the_sheets_of_every_page_stay_light() -> None:
    heads = (KERNEL / "templates" / "base").glob("*.html")
    linked = {name for head in heads for name in SHEET.findall(shown(head))}
    assert linked
    assert weight(*linked) < 65_000


def test_a_page_behind_a_link_weighs_less_than_50_kb() -> None:
    assert weight("css/tokens.css", "css/plain.css", "img/*.svg") < 25_000


def test_no_script_keeps_anything_in_the_browser() -> None:
    kept = re.compile(r"localStorage|sessionStorage|indexedDB")
    assert [path.name for path in STATIC.glob("js/*.js") if kept.search(path.read_text())] == []
