"""Looking for a structure, and its page."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting, structures
from maillon.apps.directory.web.finding import asked_of
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "listing", "matching", "one"]

ROUTE = "organizations"
PROPOSED = 8
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
        "csv": asked.address("organizations-csv"),
        "xlsx": asked.address("organizations-xlsx"),
        "previous": asked.address(ROUTE, page=found.page - 1) if found.page > 1 else "",
        "next": asked.address(ROUTE, page=found.page + 1) if found.more else "",
    }
    return render(request, "directory/organizations.html", context)


@never_cache
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same search as a file of lines, each with its source and day."""
    return csv_answer("structures.csv", structures.TITLES, _exported(request))


@never_cache
@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same search as a workbook, every line with its source and day."""
    return xlsx_answer("structures.xlsx", "Structures", structures.TITLES, _exported(request))


@never_cache
@require_safe
def matching(request: HttpRequest) -> JsonResponse:
    """``?q=`` answered in JSON for a combobox; the value is the FINESS number, if there is one."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    if not asked.q:
        return JsonResponse({"results": []})
    found = queries.search_organizations(viewer, asked.q, size=PROPOSED)
    return JsonResponse({"results": [structures.proposed(one) for one in found.results]})


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


def _exported(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    found = queries.exported_organizations(
        viewer, asked.q, kind=asked.kind, commune=asked.insee, sort=asked.sort
    )
    return map(structures.line, found)
