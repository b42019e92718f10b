"""What others wrote is installed by hash, never committed, never fetched by a page."""

import json
import re

import pytest

from tests.architecture.source import ROOT, tracked

FOREIGN = re.compile(
    r"(^|/)(vendor|node_modules)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl|jar)$"
)
PAGE = (".html", ".css", ".js", ".mjs", ".svg")
FETCHED = re.compile(
    r"""\b(?:src|srcset|action|formaction)\s*=\s*["']?(?:https?:)?//
      | url\(\s*["']?(?:https?:)?// | @import\s+["'](?:https?:)?//
      | <link\b[^>]*href\s*=\s*["']?(?:https?:)?//
      | \b(?:fetch|import)\(\s*["'`]https?:// | \bfrom\s+["']https?://""",
    re.VERBOSE,
)


def test_no_third_party_code_is_committed() -> None:
    assert [name for name in tracked() if FOREIGN.search(name)] == []


def test_no_page_needs_the_internet() -> None:
    pages = [name for name in tracked() if name.startswith("maillon/") and name.endswith(PAGE)]
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in pages}
    assert [name for name, text in texts.items() if FETCHED.search(text)] == []


def test_front_end_packages_are_pinned_by_digest_and_name_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


@pytest.mark.parametrize("name", ["base", "dev", "node"])
def test_python_packages_are_pinned_by_digest(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.\[\]-]+==.*(?:\n    --hash=sha256:\w+.*)*", text, re.MULTILINE)
    assert pins
    assert [pin.split("\n")[0] for pin in pins if "--hash=sha256:" not in pin] == []
