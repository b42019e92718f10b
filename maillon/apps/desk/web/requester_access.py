"""The page where the desk gives a professional who asks an access to her own requests."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.requesters import RequesterAccess, requester_access
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["end", "give"]


class AccessForm(forms.Form):
    """Who will read, and where the way in is sent."""

    name = forms.CharField(max_length=120, label="Nom", help_text="La personne, ou son service.")
    email = forms.EmailField(
        label="Adresse électronique professionnelle",
        help_text="Elle reçoit un lien pour choisir son mot de passe.",
        error_messages={"invalid": "Cette adresse n’en est pas une : prenom.nom@structure.fr."},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask for an address, open the account; a refusal keeps what was typed."""
    viewer, now = viewer_in(request), clock.now()
    card = requester_access(viewer, request_id, now=now)
    if request.method != "POST":
        return _page(request, card, AccessForm(initial={"name": card.called}))
    form = AccessForm(request.POST)
    if not form.is_valid():
        return _page(request, card, form, 422)
    typed = form.cleaned_data
    try:
        actions.give_requester_access(
            request_id=request_id, email=typed["email"], name=typed["name"], by=viewer, now=now
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _page(request, card, form, 422)
    messages.success(request, "Accès ouvert : le lien d’entrée est parti.")
    return HttpResponseRedirect(reverse("request", args=[request_id]), status=303)


def _page(
    request: HttpRequest, card: RequesterAccess, form: AccessForm, status: int = 200
) -> HttpResponse:
    context = {"card": card, "form": form}
    return render(request, "desk/requester_access.html", context, status=status)


@require_POST
def end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the access back."""
    actions.end_requester_access(request_id=request_id, by=viewer_in(request), now=clock.now())
    messages.success(request, "Accès retiré : il n’ouvre plus rien.")
    return HttpResponseRedirect(reverse("request", args=[request_id]), status=303)
