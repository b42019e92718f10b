"""One name per notion: every table of ours stands in the glossary."""

import re

from django.apps import apps

from tests.architecture.source import ROOT

GLOSSARY = ROOT / "docs" / "dev" / "glossary.md"
ROW = re.compile(r"^\|(?P<notion>[^|]+)\|(?P<code>[^|]+)\|(?P<fhir>[^|]+)\|$", re.MULTILINE)


def named() -> list[str]:
    """The code names of the glossary's second column, in order."""
    rows = ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))
    return [name for row in rows for name in re.findall(r"`(\w+)`", row["code"])]


def test_every_model_has_its_line_in_the_glossary() -> None:
    models = [m for m in apps.get_models() if m.__module__.startswith("maillon.")]
    assert models
    assert sorted({m.__name__ for m in models} - set(named())) == []


def test_a_notion_has_one_line() -> None:
    names = named()
    assert sorted({name for name in names if names.count(name) > 1}) == []
