"""Who asks: the viewer that the permission middleware put on the request."""

from typing import cast

from django.http import HttpRequest

from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["is_fragment", "viewer_in"]


def viewer_in(request: HttpRequest) -> AccountViewer:
    """The account that asks; ``NotFound`` where no permission let one in."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        raise NotFound
    return cast(AccountViewer, viewer)


def is_fragment(request: HttpRequest) -> bool:
    """Whether the page wants a piece of itself, not a whole page."""
    return request.headers.get("HX-Request") == "true"
