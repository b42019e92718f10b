import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.messaging import phones


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("06 39 98 00 01", "+33639980001"),
        ("06.39.98.00.01", "+33639980001"),
        ("+33 (0)6 39 98 00 01", "+33639980001"),
        ("0033639980001", "+33639980001"),
        ("33639980001", "+33639980001"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("+41 79 123 45 67", "+41791234567"),
        ("36180", ""),
        ("Maillon", ""),
        ("", ""),
    ],
)
def test_one_spelling_per_telephone(raw: str, number: str) -> None:
    assert phones.e164(raw) == number


@given(st.text(max_size=30))
def test_whatever_comes_back_is_a_telephone_or_nothing_and_stays_itself(raw: str) -> None:
    number = phones.e164(raw)
    assert phones.e164(number) == number
