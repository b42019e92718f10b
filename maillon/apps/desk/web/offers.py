"""One-tap pages: no account, no JavaScript; GET never acts, POST does (AUT-4)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries import links
from maillon.apps.desk.queries.links import OfferPage
from maillon.apps.desk.vocabulary import REFUSALS
from maillon.apps.desk.web.wording.offers import why_you
from maillon.apps.directory.actions import pause
from maillon.apps.directory.phones import spoken
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer

__all__ = ["begun", "begun_answer", "offer", "offer_answer", "offer_pause"]

SAID = {
    "choisir": "Cochez au moins une garde, puis dites oui.",
    "prise": "Une garde cochée vient d’être prise par quelqu’un d’autre : elle ne vous est pas "
    "attribuée. Ce qui est à vous est ci-dessous.",
    "rendue": "C’est noté : le poste cherche quelqu’un d’autre pour cette place.",
    "qui": "Dites qui vient : un prénom suffit.",
    "nom": "C’est noté : nous savons qui vient.",
}
PAUSES = {"1": "1 jour", "3": "3 jours", "7": "une semaine", "14": "deux semaines"}


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    answer = forms.ChoiceField(
        choices=[("yes", "oui"), ("no", "non"), ("back", "rendre"), ("who", "qui vient")]
    )
    reason = forms.ChoiceField(choices=[*REFUSALS.items()], required=False)
    shift = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    seat = forms.UUIDField(required=False)
    comes = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, page: OfferPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shift = cast(forms.TypedMultipleChoiceField, self.fields["shift"])
        shift.choices = [(str(one.id), one.number) for one in page.watches]


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
        "said": SAID.get(request.GET.get("dit", ""), ""),
    }
    return render(request, "desk/offer.html", context)


@require_POST
def offer_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes takes the seats ticked if they are free; no says why; what she holds she may give
    back, and a cabinet says who comes.
    """
    viewer, now = _offer_viewer(request, token), clock.now()
    page = links.offer_page(viewer, now=now)
    form = AnswerForm(request.POST, page=page)
    said = ANSWERS[form.cleaned_data["answer"]](viewer, page, form, now) if form.is_valid() else ""
    address = reverse("offer", args=[token])
    return redirect(f"{address}?dit={said}" if said else address)


def _yes(viewer: LinkViewer, page: OfferPage, form: AnswerForm, now: datetime) -> str:
    ticked = form.cleaned_data["shift"]
    if len(page.watches) > 1 and not ticked:
        return "choisir"
    result = actions.accept_offer(
        offer_id=viewer.object_id,
        channel="link",
        by=viewer,
        now=now,
        shifts=ticked or None,
        comes=form.cleaned_data["comes"] if page.shared else "",
    )
    missed = result.kind == "missed" or (
        result.kind == "accepted" and len(result.shifts) < len(ticked)
    )
    return "prise" if missed else ""


def _no(viewer: LinkViewer, page: OfferPage, form: AnswerForm, now: datetime) -> str:
    reason = form.cleaned_data["reason"] or "other"
    actions.decline_offer(
        offer_id=viewer.object_id, reason=reason, channel="link", by=viewer, now=now
    )
    return ""


def _back(viewer: LinkViewer, page: OfferPage, form: AnswerForm, now: datetime) -> str:
    seat = form.cleaned_data["seat"]
    if seat not in {one.assignment_id for one in page.seats if not one.begun}:
        return ""
    actions.withdraw_assignment(
        assignment_id=seat, reason=form.cleaned_data["reason"] or "other", by=viewer, now=now
    )
    return "rendue"


def _who(viewer: LinkViewer, page: OfferPage, form: AnswerForm, now: datetime) -> str:
    comes = form.cleaned_data["comes"]
    if not page.shared or not comes.strip():
        return "qui"
    for one in page.seats:
        if form.cleaned_data["seat"] in (None, one.assignment_id):
            actions.name_who_comes(assignment_id=one.assignment_id, name=comes, by=viewer, now=now)
    return "nom"


Answering = Callable[[LinkViewer, OfferPage, AnswerForm, datetime], str]
ANSWERS: dict[str, Answering] = {"yes": _yes, "no": _no, "back": _back, "who": _who}


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
