"""The budget of a year: planned, committed, spent; what came in."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.money import actions, queries
from maillon.apps.money.queries import BudgetPage, BudgetRow
from maillon.apps.money.vocabulary import SIDES
from maillon.apps.money.web.forms import LineForm, ReceiptForm
from maillon.apps.money.web.wording import plain, said
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "page", "withdraw"]

TITLES: Final = (
    "Année", "Sens", "Rubrique", "Précision", "Prévu en euros", "Engagé ou acquis en euros",
    "Dépensé ou reçu en euros",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The budget; a line is planned, or money noted as received."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.budget_page(viewer, structure_id, now=now, year=year_asked(request))
    receipt = request.POST.get("geste") == "receipt"
    lines = [(one.id, _name(one)) for one in found.of("income")]
    line_form = LineForm(request.POST if request.method == "POST" and not receipt else None)
    receipt_form = ReceiptForm(
        request.POST if receipt else None, lines=lines, initial={"received_on": now.date()}
    )
    form: forms.Form = receipt_form if receipt else line_form
    if form.is_bound and form.is_valid() and _written(request, found, form):
        address = f"{reverse('budget', args=[structure_id])}?annee={found.year}"
        return HttpResponseRedirect(address, status=303)
    context = {
        "page": found, "line_form": line_form, "receipt_form": receipt_form,
        "sides": [_side(found, side) for side in SIDES],
    }  # fmt: skip
    return render(request, "money/budget.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, found: BudgetPage, form: forms.Form) -> bool:
    """Whether what was typed is written; else the form says why."""
    told: dict[str, Any] = form.cleaned_data
    by, now = viewer_in(request), clock.now()
    try:
        if isinstance(form, ReceiptForm):
            actions.receive(by=by, now=now, **{**told, "line_id": UUID(told["line_id"])})
        else:
            actions.plan_line(
                organization_id=found.card.id, year=found.year, by=by, now=now, **told
            )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, "C’est écrit au budget.")
    return True


def _name(one: BudgetRow) -> str:
    return f"{one.heading} : {one.label}" if one.label else one.heading


def _side(found: BudgetPage, side: str) -> dict[str, Any]:
    planned, committed, done = found.sums(side)
    return {
        "code": side, "expense": side == "expense",
        "label": "Dépenses" if side == "expense" else "Recettes",
        "planned": said(planned), "committed": said(committed), "done": said(done),
        "rows": [
            (one, said(one.planned), said(one.committed), said(one.done),
             one.committed is not None and one.side == "expense" and one.committed > one.planned)
            for one in found.of(side)
        ],
    }  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """A line taken back."""
    viewer = viewer_in(request)
    house, year = queries.house_of_line(viewer, line_id)
    try:
        actions.withdraw_line(line_id=line_id, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "La ligne est retirée du budget.")
    return HttpResponseRedirect(f"{reverse('budget', args=[house])}?annee={year}", status=303)


def _exported(request: HttpRequest, house: UUID) -> tuple[int, Sequence[tuple[str, ...]]]:
    found = queries.budget_page(
        viewer_in(request), house, now=clock.now(), year=year_asked(request)
    )
    return found.year, [
        (str(found.year), SIDES[one.side], one.heading, one.label, plain(one.planned),
         plain(one.committed), plain(one.done))
        for one in found.rows
    ]  # fmt: skip


@never_cache
@require_safe
def as_csv(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The budget for the accountant."""
    year, lines = _exported(request, structure_id)
    return csv_answer(f"budget-{year}.csv", TITLES, lines)


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The same, as a workbook."""
    year, lines = _exported(request, structure_id)
    return xlsx_answer(f"budget-{year}.xlsx", f"Budget {year}", TITLES, lines)
