"""Calls as they ring, on every page of an agent; the telephones, on a page of the lead."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.queries import calls
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.telephone_forms import TelephonesForm
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["call_back", "ringing", "take", "telephones"]


@never_cache
@require_safe
def ringing(request: HttpRequest) -> HttpResponse:
    """The calls that wait, drawn again at each word of the switchboard."""
    found = calls.ringing(viewer_in(request), desk_here(request), now=clock.now())
    return render(request, "desk/ringing.html", {"calls": found})


@require_POST
def take(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Open the intake with the caller's number; a colleague was quicker: say who."""
    try:
        actions.take_call(call_id=call_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.warning(request, sentence(refused))
        return HttpResponseRedirect(reverse("board"), status=303)
    address = f"{reverse('intake')}?draft={uuid4()}&appel={call_id}"
    return HttpResponseRedirect(address, status=303)


@require_POST
def call_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """What calling back a missed call gave."""
    outcome = request.POST.get("outcome", "")
    try:
        actions.call_back(call_id=call_id, outcome=outcome, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, SAID[outcome])
    return HttpResponseRedirect(reverse("home"), status=303)


SAID = {
    "reached": "C’est noté : rappelé.",
    "no_answer": "C’est noté : l’appel revient dans une demi-heure.",
    "needless": "C’est noté : ce numéro n’attend plus de rappel.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def telephones(request: HttpRequest) -> HttpResponse:
    """Whose telephone has which number, in which order they ring, where calls go at night."""
    viewer, desk_id, now = viewer_in(request), desk_here(request), clock.now()
    page = calls.telephones(viewer, desk_id, now=now)
    form = TelephonesForm(page, request.POST if request.method == "POST" else None)
    alert = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_telephones(
                desk_id=desk_id, extensions=form.extensions(),
                fallback_phone=form.cleaned_data["fallback"], by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            alert = sentence(refused)
        else:
            messages.success(request, "Téléphones enregistrés.")
            return HttpResponseRedirect(reverse("desk-telephones"), status=303)
    context = {"page": page, "form": form, "alert": alert}
    return render(
        request, "desk/telephones.html", context, status=422 if form.errors or alert else 200
    )
