"""Ctrl-K: one field that goes anywhere. JSON for the palette, a page without JavaScript."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.cockpit import search
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["palette"]

LONGEST = 80


@never_cache
@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """What answers the words typed; with none, what this viewer may do."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    groups = search.found(viewer_in(request), text, clock.now())
    if request.accepts("text/html"):
        return render(request, "cockpit/palette.html", {"text": text, "groups": groups})
    told = [{"title": g.title, "items": [asdict(hit) for hit in g.hits]} for g in groups]
    return JsonResponse({"groups": told})
