"""Days as French writes them: « 1er décembre », where Django says « 1 décembre »."""

import re
from datetime import date
from typing import Any, Final

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.formats import date_format

__all__ = ["written"]

register = template.Library()

# The month follows, whole or short; an hour, a number or a year does not.
FIRST: Final = re.compile(
    r"(?<!\d)1(?= (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))"
)


def written(day: date, form: str) -> str:
    """A day by a format of Django's, its first of the month as it is read aloud."""
    return FIRST.sub("1er", date_format(day, form))


@register.filter(name="date", expects_localtime=True, is_safe=False)
def _date(value: Any, arg: str | None = None) -> str:
    return FIRST.sub("1er", str(django_date(value, arg)))
