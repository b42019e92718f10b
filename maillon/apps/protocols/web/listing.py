"""The protocols of a structure, and those that neighbours show it."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.protocols import queries
from maillon.apps.protocols.vocabulary import KINDS
from maillon.apps.protocols.web.forms import SearchForm
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["listing"]

ORDERS = (("title", "intitulé"), ("state", "état"), ("kind", "sorte"), ("adopted", "adoption"),
          ("review", "relecture"))  # fmt: skip


@never_cache
@require_safe
def listing(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Found by words, kind and state; in the order asked."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    page = queries.shelf(
        viewer_in(request), structure_id, now=clock.now(), words=asked["q"], kind=asked["kind"],
        state=asked["state"], order=asked["sort"] or "title",
    )  # fmt: skip
    kept = {key: value for key, value in asked.items() if value and key != "sort"}
    here = reverse("protocols", args=[structure_id])
    context = {
        "page": page, "asked": asked, "kinds": KINDS.items(), "order": asked["sort"] or "title",
        "orders": [
            (code, f"{here}?{urlencode({**kept, 'sort': code})}", label) for code, label in ORDERS
        ],
    }  # fmt: skip
    return render(request, "protocols/protocols.html", context)
