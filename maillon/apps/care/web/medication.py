"""Medication reviews: the list, one of them with its gestures, and a nurse's page by her link."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import ReviewPage
from maillon.apps.care.web.medication_forms import (
    AnswerForm,
    ConcludeForm,
    LineForm,
    OpenReviewForm,
    ProposeForm,
    StopForm,
    target,
)
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["medication", "medication_act", "medication_link", "medication_review"]

Ids = Mapping[str, UUID | None]
LINE: Final = ("name", "dose", "timing", "prescriber", "source")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def medication(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Every review; posted, one is opened."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.medication_page(viewer, patient_id, now=now)
    form, refused = OpenReviewForm(request.POST or None), ""
    if request.method == "POST":
        form.is_valid()
        try:
            made = actions.open_medication_review(
                patient_id=page.patient_id, question=form.cleaned_data.get("question", ""),
                by=viewer, now=now,
            )  # fmt: skip
        except Refused as error:
            refused = sentence(error)
        else:
            return redirect("medication-review", page.patient_id, made.pk)
    context = {"page": page, "form": form, "refused": refused}
    return render(request, "care/medication.html", context, status=422 if refused else 200)


@never_cache
@require_safe
def medication_review(request: HttpRequest, patient_id: UUID, review_id: UUID) -> HttpResponse:
    """One review, and what may be done in it."""
    return _review(request, patient_id, review_id)


def _review(
    request: HttpRequest, patient_id: UUID, review_id: UUID, refused: str = "",
    bound: tuple[str, UUID | None, forms.Form] | None = None,
) -> HttpResponse:  # fmt: skip
    page = queries.medication_review(
        viewer_in(request), patient_id, review_id, now=clock.now()
    )  # fmt: skip
    context = {
        "page": page, "refused": refused, "lines": _lines(page, bound),
        "general": [(one, _answer(one.id, bound)) for one in page.review.general],
        "line_form": _form("line", None, LineForm, bound, {}, "new"),
        "propose_form": _form("propose", None, ProposeForm, bound, {}, "all"),
        "conclude_form": _form("conclude", None, ConcludeForm, bound, {}, "end"),
        "stop_form": _form("stop", None, StopForm, bound, {}, "stop"),
    }  # fmt: skip
    status = 422 if refused or bound else 200
    return render(request, "care/medication_review.html", context, status=status)


Bound = tuple[str, UUID | None, forms.Form] | None


def _form(
    gesture: str, about: UUID | None, kind: type[forms.Form], bound: Bound,
    initial: dict[str, Any], at: str,
) -> forms.Form:  # fmt: skip
    """What was typed and refused, or an empty form; its ids are its own on the page."""
    found = bound and bound[:2] == (gesture, about)
    form = bound[2] if bound and found else kind(initial=initial)
    form.auto_id = f"{gesture}-{at}-%s"
    return form


def _answer(proposal_id: UUID, bound: Bound) -> forms.Form:
    return _form("answer", proposal_id, AnswerForm, bound, {}, str(proposal_id)[:8])


def _lines(page: ReviewPage, bound: Bound) -> list[tuple[Any, ...]]:
    """Each treatment, its correction, a proposal on it, and those made with their answers."""
    rows = []
    for number, line in enumerate(page.review.lines):
        known = {name: getattr(line, name) for name in LINE}
        rows.append((
            line,
            _form("correct", line.id, LineForm, bound, known, str(number)),
            _form("propose", line.key, ProposeForm, bound, {}, str(number)),
            [(one, _answer(one.id, bound)) for one in line.proposals],
        ))  # fmt: skip
    return rows


@require_POST
def medication_act(request: HttpRequest, patient_id: UUID, review_id: UUID) -> HttpResponse:
    """One gesture in a review."""
    page = queries.medication_review(viewer_in(request), patient_id, review_id, now=clock.now())
    ids, gesture = target(request.POST), request.POST.get("geste", "")
    known = GESTURES.get(gesture)
    if known is None:
        raise NotFound
    kind, name, act, done = known
    form = kind(request.POST)
    about = ids[name] if name else None
    if not form.is_valid():
        return _review(request, page.patient_id, review_id, "", (gesture, about, form))
    try:
        act(review_id, ids, form, by=viewer_in(request), now=clock.now())
    except Refused as error:
        return _review(request, page.patient_id, review_id, sentence(error), (gesture, about, form))
    messages.success(request, done)
    return redirect("medication-review", page.patient_id, review_id)


def _id(ids: Ids, name: str) -> UUID:
    found = ids[name]
    if found is None:
        raise NotFound
    return found


def _write(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.write_line(review_id=review_id, new=form.line(), **who)


def _correct(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    line_id = _id(ids, "line")
    actions.correct_line(review_id=review_id, line_id=line_id, new=form.line(), **who)


def _withdraw(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.withdraw_line(review_id=review_id, line_id=_id(ids, "line"), **who)


def _propose(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.propose_change(review_id=review_id, line_key=ids["key"], **form.cleaned_data, **who)


def _say(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.answer_proposal(proposal_id=_id(ids, "proposal"), **form.cleaned_data, **who)


def _conclude(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.conclude_medication_review(review_id=review_id, new=form.said(), **who)


def _stop(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.stop_medication_review(review_id=review_id, **form.cleaned_data, **who)


def _seen(review_id: UUID, ids: Ids, form: Any, **who: Any) -> None:
    actions.acknowledge_notice(notice_id=_id(ids, "notice"), **who)


Act = Callable[..., None]
GESTURES: Final[dict[str, tuple[type[forms.Form], str, Act, str]]] = {
    "line": (LineForm, "", _write, "Le médicament est noté."),
    "correct": (LineForm, "line", _correct, "C’est corrigé ; l’ancienne ligne reste lisible."),
    "withdraw": (forms.Form, "line", _withdraw, "Ce médicament est retiré de la liste."),
    "propose": (ProposeForm, "key", _propose, "C’est noté, le médecin le lira ici."),
    "answer": (AnswerForm, "proposal", _say, "La réponse est notée."),
    "conclude": (ConcludeForm, "", _conclude, "Le bilan est conclu, ses infirmières prévenues."),
    "stop": (StopForm, "", _stop, "Ce bilan est arrêté."),
    "seen": (forms.Form, "notice", _seen, "C’est noté comme vu."),
}


def _bearer(request: HttpRequest, token: str) -> LinkViewer:
    origin = request.META.get("REMOTE_ADDR", "")
    return queries.medication_link_viewer(token, now=clock.now(), origin=origin)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def medication_link(request: HttpRequest, token: str) -> HttpResponse:
    """What changes, for a nurse without an account; « vu » is her POST alone."""
    viewer, now, refused = _bearer(request, token), clock.now(), ""
    page = queries.medication_told(viewer, now=now)
    if request.method == "POST":
        try:
            actions.acknowledge_notice(notice_id=page.notice_id, by=viewer, now=now)
        except Refused as error:
            refused = sentence(error)
        else:
            return redirect("medication-link", token)
    context = {"page": page, "token": token, "refused": refused}
    return render(request, "care/medication_told.html", context, status=422 if refused else 200)
