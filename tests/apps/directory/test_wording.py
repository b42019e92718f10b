import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.directory.wording import asked, forms, search_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infirmier", "infirmières"),
        ("kinésithérapeute", "KINESITHERAPEUTES"),
        ("sœur", "soeurs"),
        ("orthophoniste", "orthophonistes"),
        ("pharmacien", "pharmaciens"),
        ("pédicure", "pedicures"),
    ],
)
def test_spellings_of_one_notion_meet(one: str, other: str) -> None:
    assert forms(one) & forms(other)


def test_a_hyphen_or_an_apostrophe_parts_words() -> None:
    filed = search_text(["du bois"], ["Masseur-Kinésithérapeute", "L’Horme"])
    for word in ("du", "bois", "masseur", "kinesitherapeute", "horme"):
        assert f" {word} " in filed


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_whatever_is_typed_finds_what_is_filed_under_it(text: str) -> None:
    filed = search_text([], [text])
    for spellings in asked(text):
        assert any(f" {one}" in filed for one in spellings) or not filed.strip()


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_no_beginning_asked_for_begins_another(text: str) -> None:
    for spellings in asked(text):
        assert spellings
        assert not any(a != b and a.startswith(b) for a in spellings for b in spellings)
