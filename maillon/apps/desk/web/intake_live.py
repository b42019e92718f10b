"""The help that comes while somebody types: fragments, each one query wide.

They are POSTs: a telephone, a birth date or a name never stands in an address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.desk.queries import intake as reading
from maillon.apps.desk.web import intake_page
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.intake import sheet_of
from maillon.apps.desk.web.intake_forms import IntakeForm, need_forms
from maillon.apps.desk.web.intake_watches import grid_of, impossible
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["caller", "carers", "duplicates", "grid", "person", "reminders"]


@never_cache
@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    """The number typed: who is known there."""
    sheet, _ = sheet_of(request, clock.now())
    return render(request, "desk/intake_cards.html", intake_page.caller_help(sheet))


@never_cache
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Birth date and name typed: who may already be known; nothing else about her."""
    sheet, _ = sheet_of(request, clock.now())
    found = intake_page.person_found(sheet)
    return render(request, "desk/intake_found.html", intake_page.person_help(sheet, found))


@never_cache
@require_POST
def duplicates(request: HttpRequest) -> HttpResponse:
    """A person chosen: what is already open about her."""
    sheet, _ = sheet_of(request, clock.now())
    found = intake_page.person_found(sheet) if intake_page.one(sheet.typed, "patient") else ()
    return render(request, "desk/intake_duplicates.html", intake_page.duplicate_help(sheet, found))


@never_cache
@require_POST
def reminders(request: HttpRequest) -> HttpResponse:
    """What the rules remind now, the deadline, and where the form stands."""
    sheet, _ = sheet_of(request, clock.now())
    form = IntakeForm(counter=sheet.counter)
    needs = need_forms(sheet.typed, sheet.counter.today)
    context: dict[str, Any] = intake_page.reminder_help(sheet, form, needs)
    context |= {"counter": sheet.counter, "fragment": True}
    return render(request, "desk/intake_reminders.html", context)


@never_cache
@require_POST
def grid(request: HttpRequest) -> HttpResponse:
    """The watches typed, as a grid, before anything is saved."""
    sheet, _ = sheet_of(request, clock.now())
    wrong = impossible(intake_page.watches(sheet, bound=True))
    return render(request, "desk/intake_grid.html", grid_of(intake_page.lines(sheet), wrong))


@never_cache
@require_safe
def carers(request: HttpRequest) -> JsonResponse:
    """Names of carers, or of doctors with ``?kind=gp``, for the lists where one types."""
    viewer, desk_id = viewer_in(request), desk_here(request)
    find = reading.gp_choices if request.GET.get("kind") == "gp" else reading.carer_choices
    found = find(viewer, desk_id, request.GET.get("q", "")[:80])
    return JsonResponse(
        {"results": [{"value": c.value, "label": c.label, "hint": c.hint} for c in found]}
    )
