"""One-tap pages: no account, no JavaScript; GET never acts, POST does (AUT-4)."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries import links
from maillon.apps.desk.vocabulary import REFUSALS
from maillon.apps.desk.web.wording.offers import why_you
from maillon.apps.directory.actions import pause
from maillon.apps.directory.phones import spoken
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer

__all__ = ["begun", "begun_answer", "offer", "offer_answer", "offer_pause"]

PAUSES = {"1": "1 jour", "3": "3 jours", "7": "une semaine", "14": "deux semaines"}


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    answer = forms.ChoiceField(choices=[("yes", "oui"), ("no", "non")])
    reason = forms.ChoiceField(choices=[*REFUSALS.items()], required=False)


class PauseForm(forms.Form):
    """For how long she wants no offer."""

    days = forms.ChoiceField(choices=[*PAUSES.items()])


def _offer_viewer(request: HttpRequest, token: str) -> LinkViewer:
    return links.offer_viewer(token, origin=request.META.get("REMOTE_ADDR", ""))


@require_GET
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """The question, as long as the link lives; reading it changes nothing."""
    page = links.offer_page(_offer_viewer(request, token), now=clock.now())
    context = {
        "page": page,
        "token": token,
        "reasons": why_you(page.reasons),
        "phone": spoken(page.desk_phone),
        "refusals": [(k, v) for k, v in REFUSALS.items() if k != "no_answer"],
        "pauses": PAUSES.items(),
    }
    return render(request, "desk/offer.html", context)


@require_POST
def offer_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes takes the seat if it is free; no says why."""
    viewer, now = _offer_viewer(request, token), clock.now()
    form = AnswerForm(request.POST)
    if form.is_valid():
        if form.cleaned_data["answer"] == "yes":
            actions.accept_offer(offer_id=viewer.object_id, channel="link", by=viewer, now=now)
        else:
            reason = form.cleaned_data["reason"] or "other"
            actions.decline_offer(
                offer_id=viewer.object_id, reason=reason, channel="link", by=viewer, now=now
            )
    return redirect("offer", token=token)


@require_POST
def offer_pause(request: HttpRequest, token: str) -> HttpResponse:
    """No offer for some days; the present one is declined with it."""
    viewer, now = _offer_viewer(request, token), clock.now()
    form = PauseForm(request.POST)
    if form.is_valid() and viewer.responder_id is not None:
        declined = actions.decline_offer(
            offer_id=viewer.object_id, reason="away", channel="link", by=viewer, now=now
        )
        if declined:  # a link dies with its offer: later it pauses nobody
            until = now + timedelta(days=int(form.cleaned_data["days"]))
            pause(responder_id=viewer.responder_id, until=until, by=viewer, now=now)
    return redirect("offer", token=token)


@require_GET
def begun(request: HttpRequest, token: str) -> HttpResponse:
    """Has care begun? Reading changes nothing."""
    viewer = links.begun_viewer(token, origin=request.META.get("REMOTE_ADDR", ""))
    page = links.begun_page(viewer, now=clock.now())
    context = {"page": page, "token": token, "phone": spoken(page.desk_phone)}
    return render(request, "desk/begun.html", context)


@require_POST
def begun_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The carer's proof, or her word that she cannot go."""
    viewer = links.begun_viewer(token, origin=request.META.get("REMOTE_ADDR", ""))
    now = clock.now()
    if request.POST.get("answer") == "begun":
        actions.confirm_begun(assignment_id=viewer.object_id, channel="link", by=viewer, now=now)
    elif request.POST.get("answer") == "withdraw":
        actions.withdraw_assignment(
            assignment_id=viewer.object_id, reason="other", by=viewer, now=now
        )
        return render(request, "desk/given_back.html")
    return redirect("begun", token=token)
