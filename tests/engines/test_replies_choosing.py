"""Which places a message names, whose name it says: certain, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import numbers_named, speaks_of_numbers, who_comes

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
        ("OUI 4821 garde 2", {2}),
        ("oui pour la 2 merci", {2}),
        ("oui je prends les gardes 1 et 3", {1, 3}),
        ("OUI 4821-2", {2}),
        ("OUI n°2", {2}),
        ("OUI 4821 2 Julie", {2}),
        ("annule la garde 3", {3}),
        ("oui toutes les nuits", {1, 2, 3, 4}),
        ("OUI 4821 pour 2 nuits", set()),
        ("OUI 4821 2 nuits", set()),
        ("OUI 4821 les 2", set()),
        ("OUI 4821 les 2, 1 et 3", set()),
        ("oui 4821 pour 2", set()),
        ("je prends 2 oui", set()),
        ("oui 4821 du 1 au 3", set()),
        ("oui 1 à 3", set()),
        ("oui 1 - 3", set()),
        ("oui le 2", set()),
        ("oui la nuit du 2", set()),
        ("oui 2 : la 1 et la 3", set()),
        ("oui 2 ou 3", set()),
        ("oui la 1 et la deuxième", set()),
        ("oui, rappelez au 01 02 03 04 01", set()),
        ("je rends la 2, je garde la 3", set()),
        ("annule la 2 mais pas la 3", set()),
        ("je ne peux plus que la 2", set()),
        ("oui tout à fait", set()),
        ("oui tout de suite", set()),
        ("oui, bonne journée à tous", set()),
        ("je ne peux plus toutes les faire", set()),
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


COUNTED = ("nuits", "nuit", "gardes", "garde", "soirs", "passages", "fois", "jours", "places",
           "vacations", "d'entre elles", "sur 4", "de plus", "seules", "max", "ou 3", "des nuits",
           "au choix", "personnes", "infirmières", "à 4", "au 4", "- 4", "/4")  # fmt: skip
BEFORE = ("", "pour ", "je prends ", "j'en prends ", "les ", "je peux ", "je ne peux plus ")
LEADS = ("pour", "les", "j'en prends", "que", "environ", "jusqu'à", "du", "le", "dans", "x")
YES = ("OUI", "OUI 4821", "oui 1201-014", "ok 4821,", "ANNULE 4821", "FAIT 4821")


@given(st.sampled_from(YES), st.sampled_from(BEFORE), st.integers(1, 9), st.sampled_from(COUNTED))
def test_what_counts_or_reaches_is_never_a_number(
    yes: str, before: str, number: int, counted: str
) -> None:
    text = f"{yes} {before}{number} {counted}"
    assert numbers_named(text, range(1, 10)) == frozenset()
    assert speaks_of_numbers(text)


@given(st.sampled_from(YES), st.sampled_from(LEADS), st.integers(1, 9))
def test_what_leads_to_a_quantity_or_a_day_is_never_a_number(
    yes: str, lead: str, number: int
) -> None:
    text = f"{yes} {lead} {number}"
    assert numbers_named(text, range(1, 10)) == frozenset()
    assert speaks_of_numbers(text)
