"""Reading what was typed: telephones first, then only what the form knows."""

import pytest
from django.http import QueryDict

from maillon.apps.desk.vocabulary import FREQUENCIES, NEEDS
from maillon.apps.desk.web.intake_forms import (
    LONGEST,
    USUAL_FREQUENCY,
    NeedForm,
    typed_in,
)


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


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        ("2026-11-24", ["La fin vient avant le début."]),
        ("2027-11-26", []),
        ("2027-11-27", ["Plus d’un an après le début : vérifiez l’année."]),
    ],
)
def test_a_need_ends_after_its_start_and_within_a_year(ends_on: str, said: list[str]) -> None:
    told = {
        "meals-frequency": "daily",
        "meals-starts_on": "2026-11-25",
        "meals-ends_on": ends_on,
    }
    assert NeedForm(told, prefix="meals").errors.get("ends_on", []) == said
