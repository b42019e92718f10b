"""What was tried with a person: noted in one short form, read with what comes back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.care import actions, queries
from maillon.apps.care.vocabulary import ASIDES
from maillon.apps.care.web.history_forms import AttemptForm
from maillon.apps.care.web.telling import told
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["bring_back", "page", "set_aside", "withdraw"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The whole history, and one more line for whoever may note it."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.require_history(viewer, patient_id, now=now)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not found.answers:
        raise NotFound
    form = AttemptForm(posted, answers=found.answers)
    if form.is_valid():
        try:
            actions.note_attempt(patient_id=patient_id, new=form.attempt(), by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est noté. Une autre ?")
            return redirect("person-history", patient_id=patient_id)
    who = queries.identity_of(viewer, patient_id, now=now)
    context = {
        "patient_id": patient_id, "name": who.name, "history": told(found), "form": form,
        "asides": ASIDES.items(),
    }  # fmt: skip
    return render(request, "care/history.html", context, status=422 if form.is_bound else 200)


def _back(
    request: HttpRequest, patient_id: UUID, act: Callable[[], object], said: str
) -> HttpResponse:
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("person-history", patient_id=patient_id)


@require_POST
def withdraw(request: HttpRequest, patient_id: UUID, attempt_id: UUID) -> HttpResponse:
    """A line noted by mistake."""
    viewer, now = viewer_in(request), clock.now()
    return _back(
        request, patient_id,
        lambda: actions.withdraw_attempt(attempt_id=attempt_id, by=viewer, now=now),
        "La ligne est retirée.",
    )  # fmt: skip


@require_POST
def set_aside(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """« Ce n'est pas une répétition », and why."""
    viewer, now, data = viewer_in(request), clock.now(), request.POST
    return _back(
        request, patient_id,
        lambda: actions.set_aside_repetition(
            patient_id=patient_id, answer=data.get("answer", ""), problem=data.get("problem", ""),
            reason=data.get("reason", ""), words=data.get("words", "")[:400], by=viewer, now=now,
        ),
        "C’est noté : la fiche ne le montre plus, jusqu’à une fois de plus.",
    )  # fmt: skip


@require_POST
def bring_back(request: HttpRequest, patient_id: UUID, aside_id: UUID) -> HttpResponse:
    """The series is shown again."""
    viewer, now = viewer_in(request), clock.now()
    return _back(
        request, patient_id,
        lambda: actions.bring_back_repetition(aside_id=aside_id, by=viewer, now=now),
        "La répétition est de nouveau montrée.",
    )  # fmt: skip
