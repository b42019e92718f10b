"""Looking for a professional, and her page."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["listing", "one"]

LAST_PAGE = 200


class SearchForm(forms.Form):
    """What one looks by; nothing is required."""

    q = forms.CharField(required=False, max_length=80)
    profession = forms.CharField(required=False, max_length=4)
    commune = forms.CharField(required=False, max_length=5)
    commune_text = forms.CharField(required=False, max_length=80)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Professionals by name, profession, skill, site or town."""
    viewer = viewer_in(request)
    form = SearchForm(request.GET)
    form.is_valid()  # a field that is wrong counts as empty: a search is never an error page
    asked = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    commune = _commune(viewer, asked["commune"], asked["commune_text"])
    kept = {
        "q": asked["q"],
        "profession": asked["profession"],
        "commune": commune.insee if commune else "",
    }
    found = _found(viewer, kept, int(asked["page"] or 1))
    context = {
        "asked": asked,
        "commune_insee": commune.insee if commune else "",
        "commune_label": commune.label if commune else "",
        "unknown_commune": asked["commune_text"] if not commune else "",
        "professions": queries.professions(viewer),
        "found": found,
        "searched": any(kept.values()),
        "previous": _page(kept, found.page - 1) if found.page > 1 else "",
        "next": _page(kept, found.page + 1) if found.more else "",
    }
    return render(request, "directory/practitioners.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, practitioner_id: UUID) -> HttpResponse:
    """Everything known about one professional, each fact with its source and its day."""
    card = queries.practitioner(viewer_in(request), practitioner_id)
    now = clock.now()
    context = {
        "card": card,
        "title": presenting.name_with_title(card),
        "identity": presenting.identity(card, now),
        "sites": presenting.sites(card, now),
    }
    return render(request, "directory/practitioner.html", context)


def _found(viewer: AccountViewer, kept: dict[str, str], page: int) -> queries.FoundPractitioners:
    """What was asked for; asked for nothing, those whom desks may ask, if there are any."""
    if not any(kept.values()):
        asked = queries.search_practitioners(viewer, askable=True, page=page)
        if asked.results:
            return asked
    return queries.search_practitioners(
        viewer, kept["q"], profession=kept["profession"], commune=kept["commune"], page=page
    )


def _commune(viewer: AccountViewer, insee: str, text: str) -> queries.CommuneCard | None:
    """The commune picked in the list; without JavaScript, the first that the words point to."""
    picked = queries.communes(viewer, [insee]).get(insee)
    if picked or not text:
        return picked
    return next(iter(queries.communes_matching(viewer, text, limit=1)), None)


def _page(kept: dict[str, str], page: int) -> str:
    told = {name: value for name, value in kept.items() if value} | {"page": page}
    return f"{reverse('practitioners')}?{urlencode(told)}"
