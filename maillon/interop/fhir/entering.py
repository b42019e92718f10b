"""Who asks, and in which language: the bearer's token, what she accepts, what she sends."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest

from maillon.apps.accounts.clients import client_viewer
from maillon.errors import NotFound
from maillon.interop.fhir.problems import Problem
from maillon.kernel.access import ClientViewer

__all__ = ["MEDIA", "bearer", "require_json_answer", "require_json_body"]

MEDIA: Final = "application/fhir+json"
_JSON: Final = frozenset({MEDIA, "application/json", "application/json+fhir", "json", "text/json"})
_ANY: Final = frozenset({"*/*", "application/*", "text/html"})  # a browser reads JSON too


def bearer(request: HttpRequest, now: datetime) -> ClientViewer:
    """The program that asks; ``Problem`` 401 without a living secret."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and 20 <= len(token.strip()) <= 100:
        try:
            origin = request.META.get("REMOTE_ADDR", "")
            return client_viewer(token.strip(), now=now, origin=origin)
        except NotFound:
            pass
    raise Problem(401, "Un jeton vivant est attendu : Authorization: Bearer …")


def _bare(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def require_json_answer(request: HttpRequest) -> None:
    """``Problem`` 406 where nothing that is accepted is JSON; ``_format`` comes first."""
    asked = request.GET.get("_format")
    accepted = {_bare(one) for one in (asked or request.headers.get("Accept", "*/*")).split(",")}
    if not accepted & (_JSON | _ANY):
        raise Problem(406, f"Seul le JSON est produit ({MEDIA}).")


def require_json_body(request: HttpRequest) -> None:
    """``Problem`` 415 for a body that is not JSON."""
    if _bare(request.headers.get("Content-Type", "")) not in _JSON:
        raise Problem(415, f"Seul le JSON est lu ({MEDIA}).")
