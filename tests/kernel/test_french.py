"""Sentences with a number in them, as French writes them."""

import pytest
from django.template import Context, Template


def drawn(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 zone"), (1, "1 zone"), (1.5, "1,5 zone"), (2, "2 zones"), (-3, "-3 zones")],
)
def test_zero_and_one_are_singular(number: float, words: str) -> None:
    assert drawn("{{ n }} zone{{ n|pluralize }}", n=number) == words


@pytest.mark.parametrize(("things", "ending"), [([], "est"), ([1], "est"), ([1, 2], "sont")])
def test_things_are_counted_and_both_endings_may_be_told(things: list[int], ending: str) -> None:
    assert drawn("{{ them|pluralize:'est,sont' }}", them=things) == ending


@pytest.mark.parametrize("nothing", ["", "—", None])
def test_what_is_no_number_is_one_thing(nothing: str | None) -> None:
    assert drawn("lot{{ n|pluralize }}", n=nothing) == "lot"


def test_a_number_in_words_is_read() -> None:
    assert drawn("lot{{ n|pluralize }}", n="2") == "lots"


@pytest.mark.parametrize(
    ("number", "words"), [(35_646, "35\u202f646"), (527, "527"), (None, "None"), ("—", "—")]
)
def test_a_great_number_is_read_in_threes(number: object, words: str) -> None:
    assert drawn("{{ n|thousands }}", n=number) == words
