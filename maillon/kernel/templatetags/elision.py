"""« de » before a name, in templates: ``{{ name|of }}``, for Django's own."""

from django import template

from maillon.kernel.elision import of

register = template.Library()


@register.filter(name="of")
def _of(name: object) -> str:
    return of(str(name))
