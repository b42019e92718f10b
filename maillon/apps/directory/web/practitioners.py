"""Looking for a professional, and her page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting
from maillon.apps.directory.web.finding import Asked, asked_of
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["listing", "one"]

ROUTE = "practitioners"


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Professionals by name, profession, skill, site or town."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    found = _found(viewer, asked)
    context = {
        "asked": asked,
        "professions": queries.professions(viewer),
        "found": found,
        "searched": bool(asked.q or asked.profession or asked.commune),
        "previous": asked.address(ROUTE, page=found.page - 1) if found.page > 1 else "",
        "next": asked.address(ROUTE, page=found.page + 1) if found.more else "",
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
        "mailboxes": presenting.mailboxes(card.mailboxes, now),
    }
    return render(request, "directory/practitioner.html", context)


def _found(viewer: AccountViewer, asked: Asked) -> queries.FoundPractitioners:
    """What was asked for; asked for nothing, those whom desks may ask, if there are any."""
    if not (asked.q or asked.profession or asked.commune):
        those = queries.search_practitioners(viewer, askable=True, page=asked.page)
        if those.results:
            return those
    return queries.search_practitioners(
        viewer, asked.q, profession=asked.profession, commune=asked.insee, page=asked.page
    )
