"""A grid before a person: answered on a phone, kept at every touch; her scores, their reasons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.scales import CONFIDENCES, SITUATIONS
from maillon.apps.care.web.grid_wording import VERDICTS, change, fee_told, reason, told
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["grid_draft", "grid_fill", "person_scores", "score"]

Said = tuple[dict[str, str], frozenset[str]]


@never_cache
@require_safe
def person_scores(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The history, and the grids to ask."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.scores(viewer, patient_id, now=now)
    state = queries.coordination_state(viewer, patient_id, now=now)
    rows = [(one, VERDICTS[one.verdict]) for one in page.rows]
    context = {"page": page, "rows": rows, "state": state, **fee_told(state)}
    if state:
        context |= told(state.standing)
    return render(request, "care/scores.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid_fill(request: HttpRequest, patient_id: UUID, grid_id: UUID) -> HttpResponse:
    """The questions; posted, the score of today."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.filling(viewer, patient_id, grid_id, now=now)
    answers, situations, refused = page.answers, page.situations, ""
    if request.method == "POST":
        answers, situations = _said(request)
        try:
            made = actions.complete_response(
                patient_id=patient_id, grid_id=grid_id, answers=answers, situations=situations,
                by=viewer, now=now,
            )  # fmt: skip
        except Refused as error:
            refused = sentence(error)
        else:
            return redirect("score", made)
    context = {
        "page": page, "refused": refused, "thresholds": page.grid.thresholds,
        "situations": [(code, words, code in situations) for code, words in _asked(page)],
        "questions": [
            (item, [(one, answers.get(item.code) == one.code) for one in item.options])
            for item in page.grid.items
        ],
        "confidences": CONFIDENCES,
    }  # fmt: skip
    return render(request, "care/grid_fill.html", context, status=422 if refused else 200)


def _asked(page: queries.Filling) -> list[tuple[str, str]]:
    """The situations that change anything in this grid."""
    grid = page.grid
    known = set(grid.entries)
    known.update(*(item.within for item in grid.items))
    known.update(*(limit.within for limit in grid.thresholds))
    return [(code, words) for code, words in SITUATIONS.items() if code in known]


def _said(request: HttpRequest) -> Said:
    answers = {
        name.removeprefix("q-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("q-") and value
    }
    return answers, frozenset(request.POST.getlist("situation"))


@require_POST
def grid_draft(request: HttpRequest, patient_id: UUID, grid_id: UUID) -> HttpResponse:
    """What is answered so far; the page saves itself here at every touch."""
    answers, situations = _said(request)
    try:
        actions.keep_answers(
            patient_id=patient_id, grid_id=grid_id, answers=answers, situations=situations,
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return HttpResponse(sentence(refused), status=422)
    if request.headers.get("X-Maillon-Draft"):
        return HttpResponse(status=204)
    messages.success(request, "C’est gardé : vous pourrez reprendre où vous en étiez.")
    return redirect("person-scores", patient_id)


@never_cache
@require_safe
def score(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """What it weighs, why, what changed since the last one."""
    page = queries.score_page(viewer_in(request), response_id, now=clock.now())
    context = {
        "page": page,
        "verdict": VERDICTS[page.row.verdict],
        "reasons": [reason(one) for one in page.score.reasons()],
        "unanswered": [line.item.text for line in page.score.lines if line.option is None],
        "changes": [change(before, after) for before, after in page.changes],
        "confidences": CONFIDENCES,
    }
    return render(request, "care/score.html", context)
