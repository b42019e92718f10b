"""The desk's list of carers to call back before they are asked for anybody."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.queries import enrolments as queries
from maillon.apps.desk.vocabulary import ENROLMENT_REFUSALS
from maillon.apps.desk.web.here import desk_here
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["enrolment_number", "enrolment_outcome", "enrolments", "invite"]

REFUSALS = {code: words for code, words in ENROLMENT_REFUSALS.items() if code != "replaced"}


class InviteForm(forms.Form):
    """Whom to write to."""

    phone = forms.CharField(
        max_length=20, label="Téléphone mobile", widget=forms.TextInput(attrs={"type": "tel"})
    )


class NumberForm(forms.Form):
    """The number told by voice."""

    number = forms.CharField(max_length=20)


class OutcomeForm(forms.Form):
    """What the call gave."""

    outcome = forms.ChoiceField(choices=[("verified", ""), ("no_answer", ""), *REFUSALS.items()])
    role = forms.UUIDField(required=False)


@never_cache
@require_safe
def enrolments(request: HttpRequest) -> HttpResponse:
    """Who waits for a call, and what became of the others."""
    page = queries.enrolments(viewer_in(request), desk_here(request), now=clock.now())
    context = {"page": page, "form": InviteForm(), "refusals": REFUSALS.items()}
    return render(request, "desk/enrolments.html", context)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Send the word INSCRIPTION and a link to one telephone."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Rien n’est parti : il manque un numéro de téléphone.")
        return redirect("enrolments")
    try:
        actions.invite(
            desk_id=desk_here(request), phone=form.cleaned_data["phone"],
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "L’invitation part par SMS.")
    return redirect("enrolments")


@require_POST
def enrolment_number(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Note the number that she says on the telephone."""
    form = NumberForm(request.POST)
    told = form.cleaned_data["number"] if form.is_valid() else ""
    try:
        actions.note_number(
            enrolment_id=enrolment_id, number=told, by=viewer_in(request), now=clock.now()
        )
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("enrolments")


@require_POST
def enrolment_outcome(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """It is her, nobody answers, or no."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Rien n’a changé : dites ce que l’appel a donné.")
        return redirect("enrolments")
    try:
        messages.success(request, _settle(request, enrolment_id, form))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("enrolments")


def _settle(request: HttpRequest, enrolment_id: UUID, form: OutcomeForm) -> str:
    by, now = viewer_in(request), clock.now()
    outcome, role = form.cleaned_data["outcome"], form.cleaned_data["role"]
    if outcome == "no_answer":
        actions.note_no_answer(enrolment_id=enrolment_id, by=by, now=now)
        return "Noté : l’appel est de nouveau à passer."
    if outcome != "verified":
        actions.refuse_enrolment(enrolment_id=enrolment_id, reason=outcome, by=by, now=now)
        return "L’inscription est refusée : aucune demande ne sera proposée à ce numéro."
    if role is None:
        raise Refused("enrolment_place")
    actions.verify_enrolment(enrolment_id=enrolment_id, role_id=role, by=by, now=now)
    return "Inscription vérifiée : les demandes peuvent lui parvenir."
