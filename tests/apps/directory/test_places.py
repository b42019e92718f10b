import pytest

from maillon.apps.directory.geography.places import Gazetteer
from tests.apps.directory.ground import (
    CREPOL,
    GIER,
    HERBASSE,
    L_HORME,
    LYON,
    MONTCHENU,
    PARIS,
    SAINT_CHAMOND,
    SAINT_ETIENNE,
    VALHERBASSE,
    bring_in,
)

pytestmark = pytest.mark.django_db
AJACCIO, SAINT_DENIS = "2A004", "97411"


@pytest.mark.parametrize(
    ("code", "postal_code", "town", "commune"),
    [
        (SAINT_CHAMOND, "", "", SAINT_CHAMOND),
        ("26184", "", "", VALHERBASSE),  # a merger
        ("99999", "42400", "SAINT-CHAMOND", SAINT_CHAMOND),  # an unknown code
        ("", "42400", "ST CHAMOND", SAINT_CHAMOND),
        ("", "42400", "SAINT CHAMOND CEDEX 2", SAINT_CHAMOND),
        ("", "42400", "42400 SAINT CHAMOND", SAINT_CHAMOND),
        ("", "42400", "HAMEAU DE NULLE PART", SAINT_CHAMOND),  # the code has one commune
        ("", "42152", "HORME", L_HORME),
        ("", "42152", "L HORME", L_HORME),
        ("", "26350", "CREPOL", CREPOL),
        ("", "26350", "CREPOLE", CREPOL),  # mistyped
        ("", "26350", "MONTRIGAUD", VALHERBASSE),  # former name
        ("", "26350", "ST BONNET DE VALCLERIEUX", VALHERBASSE),
        ("", "26350", "MONTCHENU", MONTCHENU),
        ("", "26350", "", None),  # shared by several: no name, no answer
        ("", "26350", "NULLE PART", None),
        ("", "42007", "SAINT ETIENNE CEDEX 1", SAINT_ETIENNE),  # a cedex has no commune
        ("", "26999", "SAINT ETIENNE", None),  # not in that département
        ("", "75012", "PARIS", "75112"),
        ("", "75012", "PARIS 12EME ARRONDISSEMENT", "75112"),
        ("", "75570", "PARIS CEDEX 12", "75056"),
        ("", "75570", "PARIS 12", "75112"),
        ("", "69003", "LYON 3EME", "69383"),
        ("", "69003", "LYON", "69383"),
        ("69123", "69003", "LYON", "69383"),  # the city's code, an arrondissement's address
        ("69123", "69226", "LYON CEDEX 03", "69123"),
        ("", "20000", "AJACCIO", AJACCIO),
        ("", "20179", "AJACCIO CEDEX", AJACCIO),
        ("", "97400", "ST DENIS", SAINT_DENIS),
        ("", "97490", "SAINTE CLOTILDE", SAINT_DENIS),
        ("", "", "", None),
        ("", "", "SAINT-CHAMOND", None),
    ],
)
def test_an_address_leads_to_its_commune(
    code: str, postal_code: str, town: str, commune: str | None
) -> None:
    bring_in((*GIER, *HERBASSE, *PARIS, *LYON, AJACCIO, SAINT_DENIS))
    assert Gazetteer().resolve(code, postal_code, town) == commune


def test_an_empty_gazetteer_says_so() -> None:
    assert not Gazetteer()
