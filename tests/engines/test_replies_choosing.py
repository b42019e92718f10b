"""Which places a message names, whose name it says: certain, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import numbers_named, who_comes

FOUR = (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("OUI 4821 2", {2}),
        ("oui la 1 et la 3", {1, 3}),
        ("Oui 1,3", {1, 3}),
        ("OUI 4821 TOUTES", {1, 2, 3, 4}),
        ("je ne peux plus la 2", {2}),
        ("OUI 1201-014 4", {4}),
        ("OUI 4821", set()),
        ("OUI 4821 7", set()),
        ("OUI 4821 1-3", set()),
        ("OUI 4821 toutes sauf la 2", set()),
        ("OUI 4821 le 2 décembre", set()),
        ("OUI 4821 20h", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_where_they_are_certain(text: str, named: set[int]) -> None:
    assert numbers_named(text, FOUR) == named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OUI 4821 Julie", "Julie"),
        ("oui 4821 c'est anne-sophie qui vient", "Anne-sophie"),
        ("OUI 4821 Élodie Roux", "Élodie Roux"),
        ("OUI 4821", ""),
        ("OUI 4821 merci", ""),
        ("OUI 4821 je demande à Julie ou Paul ou Zoé", ""),
    ],
)
def test_a_first_name_is_what_no_vocabulary_knows(text: str, name: str) -> None:
    assert who_comes(text) == name


@given(st.text(max_size=160), st.sets(st.integers(1, 31)))
def test_nothing_is_named_that_was_not_offered(text: str, offered: set[int]) -> None:
    assert numbers_named(text, offered) <= offered
    assert len(who_comes(text).split()) <= 2


@given(st.sets(st.integers(1, 31), min_size=1), st.sampled_from([" ", ", ", " et "]))
def test_every_number_written_is_named(numbers: set[int], between: str) -> None:
    said = between.join(str(number) for number in sorted(numbers))
    assert numbers_named(f"OUI 4821 : {said}", range(1, 32)) == numbers
