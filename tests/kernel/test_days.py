"""The first of the month is « 1er », and no other figure becomes it."""

from datetime import date, datetime

import pytest
from django.template import Context, Template

from maillon.kernel.days import written


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (date(2026, 12, 1), "j F Y", "1er décembre 2026"),
        (date(2026, 12, 1), "l j F", "mardi 1er décembre"),
        (date(2027, 8, 1), "j N Y", "1er août 2027"),
        (date(2027, 1, 1), "j N Y", "1er jan. 2027"),
        (date(2026, 12, 11), "j F", "11 décembre"),
        (date(2026, 12, 21), "j F", "21 décembre"),
        (datetime(2026, 12, 2, 1, 30), "G \\h i", "1 h 30"),
        (date(2026, 12, 1), "d/m/Y", "01/12/2026"),
        (None, "j F", ""),
    ],
)
def test_a_day_is_written_as_it_is_said(value: date | None, form: str, said: str) -> None:
    page = Template("{{ one|date:form }}").render(Context({"one": value, "form": form}))
    assert page == said
    if value is not None:
        assert written(value, form) == said
