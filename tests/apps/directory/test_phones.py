"""One spelling per telephone, read from where it is dialled; what can read an SMS overseas."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.directory.phones import (
    BY_DEPARTMENT,
    SHORTER,
    TEN_DIGITS,
    e164,
    is_mobile,
    region_of,
    spoken,
)

KINDS = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)


def examples(regions: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(region, as it is dialled there, E.164): the library's own examples."""
    found = []
    for region in regions:
        for kind in KINDS:
            number = phonenumbers.example_number_for_type(region, kind)
            assert number is not None
            shape = phonenumbers.PhoneNumberFormat
            national = phonenumbers.format_number(number, shape.NATIONAL)
            found.append((region, national, phonenumbers.format_number(number, shape.E164)))
    return found


@pytest.mark.parametrize(("region", "dialled", "number"), examples(TEN_DIGITS + SHORTER))
def test_every_french_region_dials_its_own_numbers(region: str, dialled: str, number: str) -> None:
    assert e164(dialled, region) == number
    assert e164(number, region) == e164(number) == number
    assert e164(spoken(number), region) == number


@pytest.mark.parametrize(("region", "dialled", "number"), examples(TEN_DIGITS))
def test_ten_digits_are_the_same_telephone_from_anywhere(
    region: str, dialled: str, number: str
) -> None:
    assert {e164(dialled, one) for one in TEN_DIGITS + SHORTER} == {number}


@pytest.mark.parametrize(("region", "dialled", "number"), examples(SHORTER))
def test_six_or_eight_digits_are_guessed_nowhere_else(
    region: str, dialled: str, number: str
) -> None:
    assert e164(dialled) == ""
    read = {e164(dialled, one) for one in SHORTER if one != region}
    assert number not in read
    assert e164(number.removeprefix("+")) == "" or len(number) > len("+687751234"), number


@pytest.mark.parametrize(
    ("commune", "region"),
    [("42207", "FR"), ("2A004", "FR"), ("97411", "RE"), ("97502", "PM"), ("98611", "WF"),
     ("98735", "PF"), ("98818", "NC"), ("", "FR")],
)  # fmt: skip
def test_a_desk_dials_from_its_commune(commune: str, region: str) -> None:
    assert region_of(commune) == region
    assert set(BY_DEPARTMENT.values()) | {"FR"} == {*TEN_DIGITS, *SHORTER}


@pytest.mark.parametrize(
    ("raw", "region", "number"),
    [
        ("01 99 00 00 14", "FR", "+33199000014"),
        ("01.99.00.00.14", "RE", "+33199000014"),
        ("06.39.98.00.01", "FR", "+33639980001"),
        ("+33 6 39 98 00 01", "NC", "+33639980001"),
        ("+33 (0)6 39 98 00 01", "FR", "+33639980001"),
        ("0033 6 39 98 00 01", "FR", "+33639980001"),
        ("33639980001", "FR", "+33639980001"),
        ("262692123456", "FR", "+262692123456"),
        ("0692 12 34 56", "FR", "+262692123456"),
        ("06 39 98 00 01", "PF", "+33639980001"),
        ("+41 22 767 61 11", "FR", "+41227676111"),
        ("612345678", "FR", "+33612345678"),  # a spreadsheet lost its zero
        ("687751234", "FR", ""),  # or Nouméa its plus: nobody can say
        ("687751234", "NC", "+687751234"),
        ("75 12 3", "NC", ""),
        ("01 23 45", "NC", ""),
        ("0800 12 34 56", "FR", "+33800123456"),
        ("0800 12 34 56", "RE", "+262800123456"),
        ("36180", "FR", ""),
        ("15", "FR", ""),
        ("01 99", "FR", ""),
        ("+33 6 12 34 56 7", "FR", ""),
        ("Maillon", "FR", ""),
        ("", "FR", ""),
    ],
)
def test_a_number_is_read_as_the_desk_dials_it(raw: str, region: str, number: str) -> None:
    assert e164(raw, region) == number


@given(st.integers(100_000_000, 799_999_999))
def test_one_number_has_one_spelling_however_it_is_said(digits: int) -> None:
    national = f"0{digits}"
    spaced = " ".join(national[i : i + 2] for i in range(0, 10, 2))
    assert e164(national) == e164(spaced)
    written = e164(national)
    assert e164(written) == written


@given(st.text(max_size=30) | st.from_regex(r"\+?[0-9 ()]{5,16}", fullmatch=True))
def test_whatever_comes_back_is_a_telephone_or_nothing_and_stays_itself(raw: str) -> None:
    for region in ("FR", "NC", "PF"):
        number = e164(raw, region)
        assert e164(number, region) == e164(number) == number


def test_a_number_is_shown_as_people_say_it() -> None:
    assert spoken("+33199000014") == "01 99 00 00 14"
    assert spoken("+262692123456") == "0692 12 34 56"
    assert spoken("+41227676111") == "+41 22 767 61 11"
    assert spoken("+687751234") == "+687 75.12.34", "elsewhere nobody would know the prefix"
    assert spoken("numéro masqué") == "numéro masqué"


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("06 39 98 00 01", True),
        ("07 56 78 90 12", True),
        ("04 77 00 00 00", False),
        ("0692 12 34 56", True),  # La Réunion
        ("0262 12 34 56", False),
        ("0690 12 34 56", True),  # Guadeloupe
        ("0694 20 12 34", True),  # Guyane
        ("0696 20 12 34", True),  # Martinique
        ("0639 20 12 34", True),  # Mayotte
        ("+687 75 12 34", True),  # Nouvelle-Calédonie
        ("+687 25 12 34", False),
        ("+689 87 12 34 56", True),  # Polynésie
        ("+681 82 12 34", True),  # Wallis-et-Futuna
        ("+32 470 12 34 56", False),  # a gateway may not serve it
        ("", False),
    ],
)
def test_a_mobile_is_known_wherever_in_france_it_is(typed: str, reads: bool) -> None:
    assert is_mobile(e164(typed)) is reads
