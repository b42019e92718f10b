"""What is done on an identity: corrected, verified, merged, unmerged."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from maillon.apps.care import actions
from maillon.apps.care.web.forms import DocumentForm, InsForm, MergeForm, TraitsForm
from maillon.apps.care.web.person import person_context
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["identity_step", "ins", "merge", "merge_undo", "traits"]

KEY_WRONG = "INS notée. Sa clé est fausse : c’est un numéro d’essai, il ne sortira pas."


def _done(request: HttpRequest, patient_id: UUID, act: Callable[[], str]) -> HttpResponse:
    """Do it and say so, or say why not; back to the file."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("person", patient_id=patient_id)


@require_POST
def traits(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Other traits, with their reason."""
    form = TraitsForm(request.POST, prefix="traits")
    if not form.is_valid():
        context = person_context(request, patient_id, traits_form=form)
        return render(request, "care/person.html", context, status=422)

    def act() -> str:
        actions.correct_traits(
            patient_id=patient_id, traits=form.traits(), reason=form.cleaned_data["reason"],
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        return "Identité corrigée ; ce qu’elle était est gardé."

    return _done(request, patient_id, act)


@require_POST
def ins(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The number that a service answered."""
    form = InsForm(request.POST, prefix="ins")
    if not form.is_valid():
        context = person_context(request, patient_id, ins_form=form)
        return render(request, "care/person.html", context, status=422)

    def act() -> str:
        right = actions.record_ins(
            patient_id=patient_id, **form.cleaned_data, by=viewer_in(request), now=clock.now()
        )
        return "INS notée." if right else KEY_WRONG

    return _done(request, patient_id, act)


@require_POST
def identity_step(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A document seen, a doubt, its end."""
    form = DocumentForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"event": "", "reason": ""}

    def act() -> str:
        actions.move_identity(
            patient_id=patient_id, event=said["event"], reason=said["reason"],
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        return "C’est noté sur l’identité."

    return _done(request, patient_id, act)


@require_POST
def merge(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Two files of one person."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Rien n’est rapproché : dites pourquoi, dans la liste.")
        return redirect("person", patient_id=patient_id)

    def act() -> str:
        actions.merge_persons(
            keep_id=patient_id, absorb_id=form.cleaned_data["other"],
            reason=form.cleaned_data["reason"], by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        return "Les deux fiches n’en font plus qu’une. Cela peut se défaire ci-dessous."

    return _done(request, patient_id, act)


@require_POST
def merge_undo(request: HttpRequest, patient_id: UUID, merge_id: UUID) -> HttpResponse:
    """Two files again."""

    def act() -> str:
        actions.undo_merge(merge_id=merge_id, by=viewer_in(request), now=clock.now())
        return "Rapprochement défait : il y a de nouveau deux fiches."

    return _done(request, patient_id, act)
