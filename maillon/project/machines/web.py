"""The description of the doors of machines, served as it is written: it names nobody."""

from importlib.resources import files
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

__all__ = ["TEXT", "machine_doors"]

TEXT: Final = files("maillon.project.machines").joinpath("openapi.yaml").read_text("utf-8")


@csrf_exempt  # no cookie opens what machines ask: another verb is 405, never a page
@require_safe
def machine_doors(request: HttpRequest) -> HttpResponse:
    """Every door, its signature and its answers, in OpenAPI 3.1."""
    return HttpResponse(TEXT, content_type="application/yaml; charset=utf-8")
