"""The mediations where one stands: opened, written in, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.mediation import actions, queries
from maillon.apps.mediation.web.forms import EndForm, NoteForm, OpenForm
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["close", "listing", "one"]


def _to(mediation_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mediation", args=[mediation_id]), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Hers, and the form that opens another."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.mediations(viewer, structure_id, now=now)
    form = OpenForm(request.POST if request.method == "POST" else None, people=page.people)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.open_mediation(
                organization_id=structure_id, mediator_id=UUID(told["mediator"]),
                parties=[UUID(pk) for pk in told["parties"]], subject=told["subject"], by=viewer,
                now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La médiation est ouverte, entre vous seuls.")
            return _to(made.pk)
    context = {"page": page, "form": form}
    return render(request, "mediation/mediations.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """One of hers, and a message to the others."""
    viewer = viewer_in(request)
    page = queries.mediation(viewer, mediation_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.write_note(
                mediation_id=mediation_id, words=form.cleaned_data["words"], by=viewer,
                now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("words", sentence(refused))
        else:
            return _to(mediation_id)
    context = {"page": page, "form": form, "end_form": EndForm()}
    return render(request, "mediation/mediation.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator says how it ends."""
    viewer, form = viewer_in(request), EndForm(request.POST)
    queries.require_mediator(viewer, mediation_id)
    try:
        if form.is_valid():
            actions.close_mediation(
                mediation_id=mediation_id, outcome=form.cleaned_data["outcome"], by=viewer,
                now=clock.now(),
            )  # fmt: skip
            messages.success(request, "La médiation est terminée.")
        else:
            messages.error(request, "Rien n’a changé : dites comment elle se termine.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _to(mediation_id)
