"""What French writes otherwise than Django: « d’Hélène », « 0 zone blanche », « 35 646 »."""

from collections.abc import Sized
from typing import Any, Final

from django import template

from maillon.kernel.elision import of

register = template.Library()
MANY: Final = 2  # zero and one and a half are singular
SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


@register.filter(name="of")
def _of(name: object) -> str:
    return of(str(name))


@register.filter(name="pluralize", is_safe=False)
def _pluralize(value: Any, endings: str = "s") -> str:
    """The ending for that many things, or for the things themselves: ``s``, ``x``, ``est,sont``.

    What is no number is one thing, as for Django: a page never fails for an ending.
    """
    one, many = endings.split(",") if "," in endings else ("", endings)
    try:
        several = not isinstance(value, str) and isinstance(value, Sized)
        number = len(value) if several else float(value)
    except (TypeError, ValueError):
        return one
    return many if abs(number) >= MANY else one


@register.filter(name="thousands", is_safe=False)
def _thousands(value: Any) -> Any:
    """A great number in threes; anything else as it is."""
    return f"{value:,}".replace(",", SPACE) if isinstance(value, int) else value
