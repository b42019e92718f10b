"""The project of a person: written, looked at again, compared, its actions closed."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.plan_vocabulary import REACHING, SAID
from maillon.apps.care.queries import PlanPage
from maillon.apps.care.web.plan_forms import TypedPlan, TypedReview, typed_of
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["plan_activity", "plan_edit", "plan_review", "plan_versions"]

UNREADABLE: Final = "Rien n’est enregistré : une date ou un nom ne se lit pas. Corrigez la ligne."
BLANKS: Final = 3  # lines for what is missing
USUAL: Final = timedelta(days=90)  # until the next review


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Write a version, from the current one."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.plan_page(viewer, patient_id, now=now)
    if request.method != "POST":
        return _editor(request, page, typed_of(page.plan, now.date()))
    typed = TypedPlan.posted(request.POST)
    if "more" in request.POST:
        return _editor(request, page, typed)
    try:
        actions.write_plan(patient_id=page.id, new=typed.plan(), by=viewer, now=now)
    except ValueError:
        return _editor(request, page, typed, UNREADABLE)
    except Refused as refused:
        return _editor(request, page, typed, sentence(refused), refused.code == "plan_moved")
    messages.success(request, "Le projet est enregistré. L’ancienne version reste lisible.")
    return redirect("person", patient_id=page.id)


def _editor(
    request: HttpRequest, page: PlanPage, typed: TypedPlan, refused: str = "", moved: bool = False
) -> HttpResponse:
    number = page.plan.number if page.plan else 0
    context = {
        "page": page, "typed": typed, "refused": refused, "moved": moved, "said": SAID.items(),
        "reaching": REACHING.items(), "base": number if moved else typed.base,
    }  # fmt: skip
    return render(request, "care/plan_edit.html", context, status=422 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan_review(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Judge each answer, say what is missing."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.plan_page(viewer, patient_id, now=now)
    if page.plan is None:
        raise NotFound
    typed, refused = TypedReview({}, (), "", (now.date() + USUAL).isoformat()), ""
    if request.method == "POST":
        typed = TypedReview.posted(request.POST)
        try:
            actions.review_plan(patient_id=page.id, new=typed.review(), by=viewer, now=now)
        except ValueError:
            refused = UNREADABLE
        except Refused as error:
            refused = sentence(error)
        else:
            messages.success(request, "Le point est noté. Écrivez une version si le projet change.")
            return redirect("person", patient_id=page.id)
    judged = [(one, typed.verdicts.get(str(one.key), "")) for one in page.plan.activities()]
    blanks = [("", "project")] * max(BLANKS - len(typed.missing), 0)
    context = {
        "page": page, "typed": typed, "judged": judged, "missing": [*typed.missing, *blanks],
        "refused": refused,
    }  # fmt: skip
    return render(request, "care/plan_review.html", context, status=422 if refused else 200)


@require_POST
def plan_activity(request: HttpRequest, patient_id: UUID, key: UUID) -> HttpResponse:
    """Done, or given up."""
    try:
        actions.settle_activity(
            patient_id=patient_id, key=key, outcome=request.POST.get("outcome", ""),
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "C’est noté.")
    return redirect("person", patient_id=patient_id)


@never_cache
@require_safe
def plan_versions(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Every version, and two of them side by side."""
    page = queries.plan_versions(
        viewer_in(request), patient_id, before=_number(request, "avant"),
        after=_number(request, "apres"), now=clock.now(),
    )  # fmt: skip
    return render(request, "care/plan_versions.html", {"page": page})


def _number(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 6 else None
