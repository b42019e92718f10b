"""At a desk held by clinicians: giving advice, asking a specialty, noting what it answers."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.sheet import request_behind, request_sheet
from maillon.apps.desk.web.clinical_forms import AdviceForm, AnswerForm, AskForm, EndForm
from maillon.apps.desk.web.requests import act_on, incomplete
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["advise", "answer", "ask", "end"]


@require_POST
def advise(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """The desk answers by itself."""
    request_sheet(viewer_in(asked), request_id, clock.now())
    form = AdviceForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    told: dict[str, Any] = form.cleaned_data
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.give_advice(request_id=request_id, by=by, now=now, **told),
        "L’avis est noté, et l’appelant l’a."
        if told["told"]
        else "L’avis est noté : il reste à le donner à l’appelant.",
    )


@require_POST
def ask(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """A question to a named specialty."""
    sheet = request_sheet(viewer_in(asked), request_id, clock.now())
    form = AskForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    due_at = form.due_at(ZoneInfo(sheet.desk.timezone))
    told = {name: form.cleaned_data[name] for name in ("specialty", "expert", "phone", "question")}
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.ask_expert(
            request_id=request_id, due_at=due_at, by=by, now=now, **told
        ),
        "La question est posée : la réponse est attendue.",
    )


@require_POST
def answer(asked: HttpRequest, question_id: UUID) -> HttpResponse:
    """What the specialty answers."""
    request_id = request_behind(viewer_in(asked), "question", question_id, clock.now())
    form = AnswerForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    told = form.cleaned_data
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.record_answer(question_id=question_id, by=by, now=now, **told),
        "La réponse est notée : il reste à la donner au demandeur.",
    )


@require_POST
def end(asked: HttpRequest, question_id: UUID) -> HttpResponse:
    """The specialty declines, stays silent, or was reminded."""
    request_id = request_behind(viewer_in(asked), "question", question_id, clock.now())
    form = EndForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    outcome = form.cleaned_data["outcome"]

    def act(by: AccountViewer, now: datetime) -> object:
        if outcome == "chased":
            return actions.chase_expert(question_id=question_id, by=by, now=now)
        return actions.end_question(question_id=question_id, outcome=outcome, by=by, now=now)

    done = {
        "chased": "La relance est notée : la réponse est attendue un peu plus tard.",
        "declined": "C’est noté : la spécialité décline.",
        "silent": "C’est noté : la spécialité ne répond pas.",
    }
    return act_on(asked, request_id, act, done[outcome])
