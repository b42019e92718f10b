"""One field for the whole directory, and the page of a commune."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting
from maillon.apps.directory.web.finding import asked_of
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["commune", "everything"]

SHOWN = 6
STRUCTURES = 60


@never_cache
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The first professionals, structures and communes that answer the words typed."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    context: dict[str, object] = {"asked": asked}
    if asked.q:
        people = queries.search_practitioners(viewer, asked.q)
        houses = queries.search_organizations(viewer, asked.q, size=SHOWN)
        context |= {
            "people": people.results[:SHOWN],
            "more_people": people.more or len(people.results) > SHOWN,
            "people_address": asked.address("practitioners"),
            "houses": houses.results,
            "more_houses": houses.more,
            "houses_address": asked.address("organizations"),
            "communes": queries.communes_matching(viewer, asked.q, limit=SHOWN),
        }
    return render(request, "directory/everything.html", context)


@never_cache
@require_safe
def commune(request: HttpRequest, insee: str) -> HttpResponse:
    """Who practises in a commune, and which structures stand there."""
    viewer = viewer_in(request)
    card = queries.place(viewer, insee)
    origin, stale = presenting.extract(card.source, card.as_of, clock.now())
    houses = queries.search_organizations(
        viewer, commune=card.commune.insee, sort="kind", size=STRUCTURES
    )
    context = {
        "card": card,
        "origin": origin,
        "stale": stale,
        "houses": houses,
        "postal": ", ".join(card.commune.postal_codes),
        "people": f"{card.commune.population or 0:,}".replace(",", "\u202f"),
    }
    return render(request, "directory/commune.html", context)
