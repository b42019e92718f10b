"""Communes as the user types them: for comboboxes, and as a list without JavaScript."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.kernel.asking import is_fragment, viewer_in

__all__ = ["matching"]

LONGEST = 80
SHOWN = 8


@require_safe
def matching(request: HttpRequest) -> HttpResponse:
    """``?q=`` answered in JSON, or as options of a list for a page's fragment.

    ``?pres=INSEE`` puts what lies near that commune first.
    """
    viewer = viewer_in(request)
    text = request.GET.get("q", "").strip()[:LONGEST]
    here = queries.communes(viewer, [request.GET.get("pres", "")[:5]])
    point = next(((c.lon, c.lat) for c in here.values() if c.lon is not None), None)
    near = (point[0], point[1]) if point and point[1] is not None else None
    found = queries.communes_matching(viewer, text, limit=SHOWN, near=near)
    if is_fragment(request):
        return render(request, "directory/commune_options.html", {"communes": found, "text": text})
    results = [
        {"value": card.insee, "label": card.label, "hint": card.departement_name} for card in found
    ]
    return JsonResponse({"results": results})
