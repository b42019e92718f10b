"""Who asks: the viewer that the permission middleware put on the request."""

from typing import cast

from django.http import HttpRequest

from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["is_fragment", "viewer_in", "year_asked"]


def viewer_in(request: HttpRequest) -> AccountViewer:
    """The account that asks; ``NotFound`` where no permission let one in."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        raise NotFound
    return cast(AccountViewer, viewer)


def is_fragment(request: HttpRequest) -> bool:
    """Whether the page wants a piece of itself, not a whole page."""
    return request.headers.get("HX-Request") == "true"


def year_asked(request: HttpRequest) -> int | None:
    """The year in the address, where one is told."""
    told = request.GET.get("annee", "")
    return int(told) if told.isdigit() and len(told) == 4 else None
