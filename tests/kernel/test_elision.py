"""« de » before a name is written as it is said."""

import pytest

from maillon.kernel.elision import of, of_place, the, to


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Adam Delorme", "d’Adam Delorme"),
        ("Émilie", "d’Émilie"),
        ("Œuilly", "d’Œuilly"),
        ("Hélène", "d’Hélène"),
        ("Hugo", "d’Hugo"),
        ("Hakim", "de Hakim"),
        ("Houdan", "de Houdan"),
        ("Yves", "d’Yves"),
        ("Yanis", "de Yanis"),
        ("Claire", "de Claire"),
        ("", "de "),
    ],
)
def test_a_name_is_elided_where_it_is_when_spoken(name: str, said: str) -> None:
    assert of(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Albi", "d’Albi"),
        ("Lodève", "de Lodève"),
        ("Le Caylar", "du Caylar"),
        ("Les Matelles", "des Matelles"),
        ("La Grand-Croix", "de La Grand-Croix"),
        ("Lespignan", "de Lespignan"),
    ],
)
def test_the_article_of_a_commune_melts_into_it(name: str, said: str) -> None:
    assert of_place(name) == said


@pytest.mark.parametrize(
    ("name", "alone", "after"),
    [
        ("Site du Rhône", "le site du Rhône", "au site du Rhône"),
        (
            "Numéro gériatrique d’Albi",
            "le numéro gériatrique d’Albi",
            "au numéro gériatrique d’Albi",
        ),
        ("Allô Soins", "Allô Soins", "à Allô Soins"),
        ("la garde", "la garde", "à la garde"),
    ],
)
def test_a_desk_has_its_article_in_a_sentence(name: str, alone: str, after: str) -> None:
    assert (the(name), to(name)) == (alone, after)
