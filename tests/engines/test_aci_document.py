"""YAML is read as values with their lines; what could grow, run or vanish is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.aci import Flaw, Malformed, document
from maillon.engines.aci.document import Marked, read, scalar

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


def flaw(text: str) -> Flaw:
    with pytest.raises(Malformed) as refused:
        read(text, "faits.yaml")
    assert refused.value.file == "faits.yaml"
    (found,) = refused.value.flaws
    return found


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: [1\n", "yaml", 3),
        ("a: 1\n\tb: 2\n", "yaml", 2),
        (BOMB, "alias", 2),
        ("a: 1\nb: !!python/object/apply:os.system [x]\n", "tag", 2),
        ("a: 1\nb: !!int '2'\n", "tag", 2),
        ("a: 1\nb: 2\na: 3\n", "twice", 3),
        ("[" * 5000, "deep", 1),
        ("a: 1\n? [1, 2]\n: 3\n", "key", 2),
        ("a: 1\n---\nb: 2\n", "documents", 2),
        ("a: 1\nb: \x00\n", "character", 2),
        ("<<: {a: 1}\n<<: {b: 1}\n", "twice", 2),
    ],
)
def test_what_cannot_be_trusted_is_refused_where_it_stands(text: str, code: str, line: int) -> None:
    found = flaw(text)
    assert (found.code, found.line) == (code, line)


def test_more_values_than_any_list_of_cases_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST", 5)
    assert read("[1, 2, 3]", "x").plain() == [1, 2, 3]
    assert flaw("- 1\n- 2\n- 3\n- 4\n- 5\n").code == "many"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("0.05", Decimal("0.05")),
        ("12.50", Decimal("12.50")),
        ("true", True),
        ("null", None),
        ("2023-07-01", date(2023, 7, 1)),
        ("2023-02-30", "2023-02-30"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("010", "010"),
        ("12,5", "12,5"),
        ("1_000", "1_000"),
        ("8:30", "8:30"),
        ("oui", "oui"),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_word_means_what_it_says_and_nothing_else(word: str, meant: Any) -> None:
    found = scalar(word)
    assert (type(found), found) == (type(meant), meant)


def test_each_value_knows_its_line_and_quotes_make_words() -> None:
    root = read("- name: un\n  facts:\n    patients: '12'\n    list: [1, deux]\n", "x")
    facts = root.value[0].value["facts"].value
    assert facts["patients"] == Marked("12", 3)
    assert [one.line for one in facts["list"].value] == [4, 4]
    assert root.plain() == [{"name": "un", "facts": {"patients": "12", "list": [1, "deux"]}}]


def test_nothing_written_is_nothing() -> None:
    assert read("# rien\n", "x") == Marked(None, 1)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text, "x")
    except Malformed as refused:
        found = Marked(None, refused.flaws[0].line)
    assert found.line >= 1
