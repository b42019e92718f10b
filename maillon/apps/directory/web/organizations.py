"""Looking for a structure, and its page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting, sheets, structures
from maillon.apps.directory.web.finding import asked_of
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["export", "listing", "one"]

ROUTE = "organizations"
ORDERS = (("name", "nom"), ("place", "commune"), ("kind", "catégorie"))


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Structures by name, kind, town or FINESS number."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    found = queries.search_organizations(
        viewer, asked.q, kind=asked.kind, commune=asked.insee, sort=asked.sort, page=asked.page
    )
    context = {
        "asked": asked,
        "kinds": queries.KINDS,
        "found": found,
        "searched": bool(asked.q or asked.kind or asked.commune),
        "orders": [(name, asked.address(ROUTE, sort=name), label) for name, label in ORDERS],
        "order": asked.sort or "name",
        "export": asked.address("organizations-csv"),
        "previous": asked.address(ROUTE, page=found.page - 1) if found.page > 1 else "",
        "next": asked.address(ROUTE, page=found.page + 1) if found.more else "",
    }
    return render(request, "directory/organizations.html", context)


@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same search as a sheet, every line with its source and day."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    found = queries.exported_organizations(
        viewer, asked.q, kind=asked.kind, commune=asked.insee, sort=asked.sort
    )
    return sheets.csv_answer("structures.csv", structures.TITLES, map(structures.line, found))


@never_cache
@require_safe
def one(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Everything known about one structure, each fact with its source and its day."""
    card = queries.organization(viewer_in(request), organization_id)
    now = clock.now()
    context = {
        "card": card,
        "ended": presenting.day(card.ended_on) if card.ended_on else "",
        "facts": structures.facts(card, now),
        "services": structures.services(card, now),
        "mailboxes": presenting.mailboxes(card.mailboxes, now),
    }
    return render(request, "directory/organization.html", context)
