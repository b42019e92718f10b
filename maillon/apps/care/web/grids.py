"""The grids of a structure: what ships, what was entered, and the builder."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.scales import CONFIDENCES, SITUATIONS
from maillon.apps.care.web.grid_forms import WITHIN, GridForm, item_rows, threshold_rows
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["grid", "grid_new", "grid_version", "grids"]

ADDED = "D’autres lignes sont ajoutées en bas. Rien n’est encore enregistré."


@never_cache
@require_safe
def grids(request: HttpRequest) -> HttpResponse:
    """Every version, with its source and how sure it is."""
    cards = queries.grids(viewer_in(request))
    context = {
        "own": [card for card in cards if card.id],
        "shipped": [card for card in cards if card.id is None],
        "confidences": CONFIDENCES,
    }
    return render(request, "care/grids.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid_new(request: HttpRequest) -> HttpResponse:
    """Blank, or begun from what ships: thresholds known, questions to enter."""
    viewer = viewer_in(request)
    start = request.GET.get("depuis", "")
    document = queries.shipped_document(viewer, start) if start else None
    if document is None:
        queries.grids(viewer)  # whoever works nowhere has no grid
    return _built(request, document, code=start)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, grid_id: UUID) -> HttpResponse:
    """The builder; once somebody answered, a page to read and a new version to make."""
    page = queries.grid_page(viewer_in(request), grid_id)
    if page.used:
        context = {"page": page, "situations": SITUATIONS, "confidences": CONFIDENCES}
        return render(request, "care/grid_read.html", context)
    return _built(request, page.document, code=page.grid.code, grid_id=grid_id)


def _built(
    request: HttpRequest, document: Mapping[str, Any] | None, *, code: str = "",
    grid_id: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    posted = request.POST if request.method == "POST" else None
    form = GridForm(posted) if posted is not None else _blank(document)
    refused = ""
    if posted is not None and "more" in posted:
        refused = ADDED
    elif posted is not None and form.is_valid():
        try:
            kept = actions.save_grid(
                document=form.document(posted, code), grid_id=grid_id, by=viewer_in(request),
                now=clock.now(),
            )  # fmt: skip
        except Refused as error:
            refused = sentence(error)
        else:
            messages.success(request, "Grille enregistrée.")
            return redirect("grid", kept)
    context = {
        "form": form, "items": item_rows(document, posted), "refused": refused,
        "limits": threshold_rows(document, posted), "within": WITHIN, "grid_id": grid_id,
        "confidences": CONFIDENCES.items(), "pasted": posted.get("pasted", "") if posted else "",
    }  # fmt: skip
    return render(request, "care/grid_edit.html", context, status=422 if posted else 200)


def _blank(document: Mapping[str, Any] | None) -> GridForm:
    if document is not None:
        return GridForm.of(document)
    return GridForm(initial={"since": clock.now().date(), "version": "1"})


@require_POST
def grid_version(request: HttpRequest, grid_id: UUID) -> HttpResponse:
    """The next version, open to change; what was answered keeps its own."""
    try:
        made = actions.new_grid_version(grid_id=grid_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("grid", grid_id)
    messages.success(request, "Nouvelle version : changez ce qui doit l’être, puis enregistrez.")
    return redirect("grid", made)
