"""Somebody leaves: what changes is read first, then noted in one gesture, and undone if wrong."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.departures import actions, queries
from maillon.apps.departures.actions import NewDeparture
from maillon.apps.departures.web.forms import DepartureForm
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["page", "undo"]


def _day(request: HttpRequest) -> date | None:
    """The day asked for; none where it is no day."""
    told = request.POST.get("left_on", "") or request.GET.get("jour", "")
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _here(member_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("departure", args=[member_id]), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What changes from that day on; then the one gesture."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.departure_page(viewer, member_id, _day(request), now=now)
    form = DepartureForm(
        request.POST if request.method == "POST" else None, people=told.people,
        initial={"left_on": told.day},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        new = NewDeparture(form.cleaned_data["left_on"], form.cleaned_data["leaving"], form.heir)
        try:
            actions.depart(member_id=member_id, new=new, by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le départ est noté, tout a suivi. Il peut être annulé ici.")
            return _here(member_id)
    context = {"page": told, "form": form}
    return render(request, "departures/page.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: HttpRequest, departure_id: UUID) -> HttpResponse:
    """It was a mistake: everything is as it was, but what was done meanwhile."""
    viewer = viewer_in(request)
    member_id = queries.house_of(viewer, departure_id)
    try:
        actions.undo_departure(departure_id=departure_id, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Le départ est annulé : tout est comme avant.")
    return _here(member_id)
