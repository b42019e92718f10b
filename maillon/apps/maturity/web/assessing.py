"""How a team looks at itself: vitality and trend, then one assessment, alone and together."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.contracts.queries import contract_of
from maillon.apps.maturity import actions, queries
from maillon.apps.maturity.themes import LEVELS, themes
from maillon.apps.maturity.web.wording import explained
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["one", "page"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Vitality, levels over the years; the next assessment is opened here."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.maturity_page(viewer, structure_id, now=now)
    said = ""
    if request.method == "POST":
        try:
            made = actions.open_assessment(
                organization_id=structure_id, chosen=request.POST.getlist("theme"), by=viewer,
                now=now,
            )  # fmt: skip
        except Refused as refused:
            said = sentence(refused)
        else:
            messages.success(request, "C’est ouvert : chacun répond seul, en dix minutes.")
            return HttpResponseRedirect(reverse("assessment", args=[made.pk]), status=303)
    context = {
        "page": found, "said": said, "axes": themes().axes, "source": themes().source,
        "lines": [explained(line) for line in found.lines], "chosen": request.POST.getlist("theme"),
    }  # fmt: skip
    return render(request, "maturity/maturity.html", context, status=422 if said else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """An assessment: answered alone, then agreed on together."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.assessment_page(viewer, assessment_id, now=now)
    if request.method == "POST":
        gesture = GESTURES.get(request.POST.get("geste", ""))
        if gesture is None:
            raise NotFound
        try:
            messages.success(request, gesture(assessment_id, request.POST, viewer, now))
        except Refused as refused:
            messages.error(request, sentence(refused))
        return HttpResponseRedirect(reverse("assessment", args=[assessment_id]), status=303)
    rows = [
        (row, [(level, words, row.spread[level - 1] if row.spread else None)
               for level, words in zip(LEVELS, row.theme.levels, strict=True)])
        for row in found.rows
    ]  # fmt: skip
    context: dict[str, Any] = {
        "page": found, "rows": rows, "source": themes().source,
        "contract": contract_of(viewer, found.card.id) is not None,
    }  # fmt: skip
    return render(request, "maturity/assessment.html", context)


def _level(text: str) -> int:
    return int(text) if text in ("1", "2", "3", "4") else 0


def _answer(pk: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> str:
    told = {code: _level(data.get(f"t-{code}", "")) for code in themes().by_code}
    levels = {code: level for code, level in told.items() if level}
    actions.answer(assessment_id=pk, levels=levels, by=by, now=now)
    return "Vos réponses sont gardées. Personne d’autre ne les lit."


def _agree(pk: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> str:
    actions.agree_level(
        assessment_id=pk, theme=data.get("theme", ""), level=_level(data.get("level", "")),
        note=data.get("note", ""), by=by, now=now,
    )  # fmt: skip
    return "Le niveau convenu est noté."


def _close(pk: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> str:
    actions.close_assessment(assessment_id=pk, by=by, now=now)
    return "L’auto-évaluation est close : ses niveaux entrent dans la tendance."


Gesture = Callable[[UUID, QueryDict, AccountViewer, datetime], str]
GESTURES: dict[str, Gesture] = {"answer": _answer, "agree": _agree, "close": _close}
