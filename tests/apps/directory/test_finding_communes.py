import pytest

from maillon.apps.directory.queries import commune, communes_matching
from maillon.errors import NotFound
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import (
    CREPOL,
    GIER,
    HERBASSE,
    PARIS,
    SAINT_CHAMOND,
    VALHERBASSE,
    bring_in,
)

pytestmark = pytest.mark.django_db
MIRIBEL_IN_AIN = "01249"


def labels(text: str, **given: object) -> list[str]:
    return [card.label for card in communes_matching(SYSTEM, text, **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("st chamond", "Saint-Chamond (42400)"),
        ("SAINT-CHAMOND", "Saint-Chamond (42400)"),
        ("chamond", "Saint-Chamond (42400)"),
        ("crepol", "Crépol (26350)"),
        ("l'horme", "L'Horme (42152)"),
        ("42152", "L'Horme (42152)"),
        ("42207", "Saint-Chamond (42400)"),
        ("montrigaud", "Valherbasse (26350), anciennement Montrigaud"),
        (
            "st bonnet de valclerieux",
            "Valherbasse (26350), anciennement Saint-Bonnet-de-Valclérieux",
        ),
        ("26184", "Valherbasse (26350), anciennement Miribel"),
        ("paris 12", "Paris 12e Arrondissement (75012)"),
    ],
)
def test_a_commune_is_found_as_callers_say_it(said: str, found: str) -> None:
    bring_in((*GIER, *HERBASSE, *PARIS))
    assert labels(said)[0] == found


def test_of_two_of_the_same_name_the_nearer_comes_first() -> None:
    bring_in((*HERBASSE, MIRIBEL_IN_AIN))
    near_romans, near_lyon = (5.05, 45.05), (4.95, 45.82)
    assert labels("miribel", near=near_romans)[0].startswith("Valherbasse")
    assert labels("miribel", near=near_lyon)[0].startswith("Miribel")


def test_a_postal_code_shared_by_several_gives_them_all() -> None:
    bring_in((*GIER, *HERBASSE))
    assert {card.insee for card in communes_matching(SYSTEM, "26350")} >= {CREPOL, VALHERBASSE}


@pytest.mark.parametrize("nothing", ["", "   ", "'", "zzzzzz", "99999"])
def test_what_points_nowhere_finds_nothing(nothing: str) -> None:
    bring_in(GIER)
    assert labels(nothing) == []


def test_a_code_leads_to_its_commune_through_mergers() -> None:
    bring_in((*GIER, *HERBASSE))
    assert commune(SYSTEM, SAINT_CHAMOND).name == "Saint-Chamond"
    followed = commune(SYSTEM, "26297")
    assert (followed.insee, followed.formerly) == (VALHERBASSE, "Saint-Bonnet-de-Valclérieux")


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound):
        commune(SYSTEM, "00000")
