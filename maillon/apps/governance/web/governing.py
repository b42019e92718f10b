"""Who decides in a structure: bodies, mandates, commitments."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.governance import actions, queries
from maillon.apps.governance.web.forms import CommitmentForm, DayForm, MandateForm, NewBodyForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["end", "new_body", "new_commitment", "new_mandate", "page", "settle"]

STATES = {
    "kept": ("tenu", "calm"), "kept_late": ("tenu en retard", "info"),
    "dropped": ("abandonné", "plain"), "late": ("en retard", "late"),
    "running": ("en cours", "plain"),
}  # fmt: skip
MANDATES = {
    "running": ("", "plain"), "soon": ("à renouveler", "soon"), "over": ("terminé", "plain"),
    "ahead": ("à venir", "info"),
}  # fmt: skip
RESULTS = {"adopted": "calm", "rejected": "late", "no_quorum": "soon"}


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Bodies with their rule, seats and votes; what was promised to partners."""
    now = clock.now()
    told = queries.governance(viewer_in(request), structure_id, now=now)
    context = {
        "page": told, "day_form": DayForm(initial={"on": now.date()}),
        "bodies": [
            (one, [(seat, *MANDATES[seat.state]) for seat in one.mandates],
             [(vote, RESULTS[vote.result]) for vote in one.votes])
            for one in told.bodies
        ],
        "commitments": [(one, *STATES[one.state]) for one in told.commitments],
    }  # fmt: skip
    return render(request, "governance/governance.html", context)


def _written(
    request: HttpRequest, form: forms.Form, save: Callable[[], object], house: UUID, done: str,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """The form as it is, or what it says written, then the page of governance."""
    if form.is_bound and form.is_valid():
        try:
            save()
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("governance", args=[house]), status=303)
    given = {"form": form, "back": reverse("governance", args=[house]), **context}
    return render(request, "governance/form.html", given, status=422 if form.errors else 200)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A body and the rule its team gives it."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.governance(viewer, structure_id, now=now)
    if not told.writes:
        raise NotFound
    form = NewBodyForm(_typed(request), initial={"quorum_percent": 50})
    return _written(
        request, form, lambda: actions.open_body(
            organization_id=structure_id, new=form.body(), by=viewer, now=now
        ),
        structure_id, "L’instance est créée : donnez-y les mandats.",
        title="Créer une instance", eyebrow=told.structure, verb="Créer l’instance",
        lede="Avec la règle de vos statuts : Maillon compte les voix, il ne décide de rien.",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """A seat to give."""
    viewer, now = viewer_in(request), clock.now()
    body = queries.body_form(viewer, body_id, now=now)
    form = MandateForm(_typed(request), body=body, initial={"starts_on": now.date()})
    return _written(
        request, form,
        lambda: actions.give_mandate(body_id=body_id, new=form.mandate(), by=viewer, now=now),
        body.organization_id, "Le mandat est noté.", title="Donner un mandat",
        eyebrow=f"{body.structure}, {body.name}", verb="Noter le mandat",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_commitment(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A promise to a partner."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.governance(viewer, structure_id, now=now)
    if not told.writes:
        raise NotFound
    form = CommitmentForm(_typed(request), initial={"made_on": now.date()})
    return _written(
        request, form, lambda: actions.promise(
            organization_id=structure_id, by=viewer, now=now, **form.cleaned_data
        ),
        structure_id, "L’engagement est noté : c’est une tâche de la structure.",
        title="Noter un engagement", eyebrow=told.structure, verb="Noter l’engagement",
    )  # fmt: skip


@require_POST
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate."""
    viewer, form = viewer_in(request), DayForm(request.POST)
    house = queries.house_of_mandate(viewer, mandate_id)
    return _settled(request, house, form, lambda: actions.end_mandate(
        mandate_id=mandate_id, on=form.cleaned_data["on"], by=viewer, now=clock.now()
    ), "Le mandat est terminé.")  # fmt: skip


@require_POST
def settle(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Say that a promise is kept, or no longer holds."""
    viewer, form = viewer_in(request), DayForm(request.POST)
    house = queries.house_of_commitment(viewer, commitment_id)
    if request.POST.get("geste") == "drop":
        form = DayForm({"on": clock.now().date()})
        return _settled(request, house, form, lambda: actions.drop_commitment(
            commitment_id=commitment_id, by=viewer, now=clock.now()
        ), "L’engagement est abandonné. Sa ligne reste.")  # fmt: skip
    return _settled(request, house, form, lambda: actions.keep_commitment(
        commitment_id=commitment_id, kept_on=form.cleaned_data["on"], by=viewer, now=clock.now()
    ), "C’est tenu : la tâche est close.")  # fmt: skip


def _settled(
    request: HttpRequest, house: UUID, form: DayForm, save: Callable[[], object], done: str
) -> HttpResponse:
    try:
        if not form.is_valid():
            messages.error(request, "Rien n’a changé : dites quel jour.")
        else:
            save()
            messages.success(request, done)
    except Refused as refused:
        messages.error(request, sentence(refused))
    return HttpResponseRedirect(reverse("governance", args=[house]), status=303)
