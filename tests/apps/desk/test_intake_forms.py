"""Reading what was typed: telephones first, then only what the form knows."""

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
