"""The filter of days in templates, for Django's own."""

from typing import Any

from django import template
from django.template.defaultfilters import date as django_date

from maillon.kernel.days import as_read

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def _date(value: Any, arg: str | None = None) -> str:
    return as_read(str(django_date(value, arg)))
