"""A coordinator's day on one screen; each inbox whole; the circles she holds."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.cockpit import access, actions, queries
from maillon.apps.cockpit.vocabulary import ASIDES
from maillon.apps.tasks.inboxes import INBOXES
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["caseload", "cockpit", "inbox", "note", "settle", "take_up"]

LONGEST = 80


class ErrandForm(forms.Form):
    """A thing to do."""

    text = forms.CharField(label="À faire", max_length=300)
    inbox = forms.ChoiceField(label="Boîte", choices=list(INBOXES.items()))
    due_on = forms.DateField(
        label="Pour le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def due(self) -> date:
        """As the action takes it."""
        due: date = self.cleaned_data["due_on"]
        return due


@never_cache
@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """Six inboxes; every line opens what it is about."""
    found = queries.cockpit(viewer_in(request), now=clock.now())
    return render(request, "cockpit/cockpit.html", {"cockpit": found})


@never_cache
@require_safe
def inbox(request: HttpRequest, code: str) -> HttpResponse:
    """One inbox, all its lines."""
    found = queries.one_inbox(viewer_in(request), code, now=clock.now())
    return render(request, "cockpit/inbox.html", {"inbox": found, "asides": ASIDES.items()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request: HttpRequest) -> HttpResponse:
    """Her circles; a name is searched by a POST, so that it stands in no address."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    sort = request.POST.get("tri") or request.GET.get("tri", "")
    asked = request.POST.get("page") or request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) < 1000 else 1
    found = queries.caseload(viewer_in(request), text, sort=sort, page=page, now=clock.now())
    chosen = sort if sort in queries.CASE_SORTS else "deadline"
    here = reverse("caseload")
    orders = [
        (code, f"{here}?{urlencode({'tri': code})}", label)
        for code, (label, _) in queries.CASE_SORTS.items()
    ]
    context = {"found": found, "text": text, "orders": orders, "order": chosen}
    return render(request, "cockpit/caseload.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """A thing to do, in one of the six inboxes."""
    viewer, now = viewer_in(request), clock.now()
    house = min(access.require_coordinator(viewer), key=str)
    given: dict[str, Any] = {"inbox": request.GET.get("boite", "")}
    form = ErrandForm(request.POST) if request.POST else ErrandForm(initial=given)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.note_errand(
                organization_id=house, inbox=typed["inbox"], text=typed["text"],
                due_on=form.due(), by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est noté, à son échéance.")
            return HttpResponseRedirect(reverse("coordination"), status=303)
    status = 422 if form.is_bound else 200
    return render(request, "cockpit/note.html", {"form": form}, status=status)


@require_POST
def settle(request: HttpRequest, errand_id: UUID) -> HttpResponse:
    """Done, or given up; back to the page it was said on."""
    try:
        actions.settle_errand(
            errand_id=errand_id, outcome=request.POST.get("outcome", ""),
            aside=request.POST.get("aside", ""), by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        messages.success(request, "C’est noté.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _back(request)


@require_POST
def take_up(request: HttpRequest, errand_id: UUID) -> HttpResponse:
    """What was set aside is to do again."""
    try:
        actions.take_up_errand(errand_id=errand_id, by=viewer_in(request), now=clock.now())
        messages.success(request, "C’est de nouveau à faire.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("retour", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("coordination")
    return HttpResponseRedirect(back, status=303)
