"""Reading what was typed: telephones first, then only what the form knows."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.desk.vocabulary import FREQUENCIES, NEEDS
from maillon.apps.desk.web.intake_forms import (
    LONGEST,
    USUAL_FREQUENCY,
    NeedForm,
    parse_phone,
    spoken_phone,
    typed_in,
)


@pytest.mark.parametrize(
    ("raw", "region", "number"),
    [
        ("01 99 00 00 14", "FR", "+33199000014"),
        ("01.99.00.00.14", "FR", "+33199000014"),
        ("+33 6 39 98 00 01", "FR", "+33639980001"),
        ("0033 6 39 98 00 01", "FR", "+33639980001"),
        ("0692 12 34 56", "RE", "+262692123456"),
        ("0692 12 34 56", "FR", "+262692123456"),
        ("01 99 00 00 14", "RE", "+33199000014"),
        ("+41 22 767 61 11", "FR", "+41227676111"),
        ("15", "FR", ""),
        ("01 99", "FR", ""),
        ("masqué", "FR", ""),
        ("", "FR", ""),
    ],
)
def test_a_number_is_read_as_the_desk_dials_it(raw: str, region: str, number: str) -> None:
    assert parse_phone(raw, region) == number


@given(st.integers(100_000_000, 799_999_999))
def test_one_number_has_one_spelling_however_it_is_said(digits: int) -> None:
    national = f"0{digits}"
    spaced = " ".join(national[i : i + 2] for i in range(0, 10, 2))
    assert parse_phone(national, "FR") == parse_phone(spaced, "FR")
    written = parse_phone(national, "FR")
    assert parse_phone(written, "FR") == written


def test_a_number_is_shown_as_people_say_it() -> None:
    assert spoken_phone("+33199000014") == "01 99 00 00 14"
    assert spoken_phone("+41227676111") == "+41 22 767 61 11"
    assert spoken_phone("numéro masqué") == "numéro masqué"


def test_only_what_the_form_knows_is_kept_and_never_a_novel() -> None:
    posted = QueryDict(mutable=True)
    posted.setlist("need", ["dressing", "meals"])
    posted["dressing-detail"] = "x" * (LONGEST + 50)
    posted["note"] = ""
    posted["owner"] = "someone"
    posted["moon-detail"] = "nothing"
    posted["csrfmiddlewaretoken"] = "t"
    assert typed_in(posted) == {"need": ["dressing", "meals"], "dressing-detail": ["x" * LONGEST]}


def test_usual_rhythms_are_rhythms_of_known_needs() -> None:
    assert set(USUAL_FREQUENCY) <= set(NEEDS)
    assert set(USUAL_FREQUENCY.values()) <= set(FREQUENCIES)


def test_a_need_cannot_end_before_it_starts() -> None:
    form = NeedForm(
        {
            "meals-frequency": "daily",
            "meals-starts_on": "2026-11-25",
            "meals-ends_on": "2026-11-24",
        },
        prefix="meals",
    )
    assert form.errors == {"ends_on": ["La fin vient avant le début."]}
