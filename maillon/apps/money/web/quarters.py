"""Quarters of indemnities: what each pays, freezing it, the accountant's file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.contracts.wording.figures import number
from maillon.apps.contracts.wording.money import hours
from maillon.apps.money import actions, queries
from maillon.apps.money.quarters import Quarter
from maillon.apps.money.queries import PayLine, QuarterPage
from maillon.apps.money.web.wording import STATES, plain, said
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "one", "page", "undo"]

TITLES: Final = (
    "Trimestre", "Membre", "Métier", "Jour", "Acte", "Identifiant de l’acte", "Heures comptées",
    "À payer en euros", "Déjà payé en euros", "Nature", "Payé le",
)  # fmt: skip


class PaidForm(forms.Form):
    """On which day it was paid; the sum that was on the page."""

    paid_on = forms.DateField(
        label="Payé le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    seen = forms.DecimalField(
        max_digits=12, decimal_places=2, widget=forms.HiddenInput, localize=False
    )


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The quarters of a year."""
    found = queries.quarters_page(
        viewer_in(request), structure_id, now=clock.now(), year=year_asked(request)
    )
    rows = [(one, *STATES[one.state], said(one.euros)) for one in found.rows]
    return render(request, "money/quarters.html", {"page": found, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, structure_id: UUID, year: int, number: int) -> HttpResponse:
    """A quarter line by line; paid, it is frozen."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.quarter_page(viewer, structure_id, Quarter(year, number), now=now)
    if request.method == "POST" and not found.card.writes:
        raise NotFound
    form = PaidForm(
        request.POST if request.method == "POST" else None,
        initial={"paid_on": found.today, "seen": found.row.euros},
    )
    if form.is_bound and form.is_valid():
        try:
            actions.freeze_quarter(
                organization_id=structure_id, quarter=Quarter(year, number), by=viewer, now=now,
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le trimestre est payé et figé : il ne change plus.")
            return HttpResponseRedirect(
                reverse("quarter", args=[structure_id, year, number]), status=303
            )
    return render(request, "money/quarter.html", _context(found, form),
                  status=422 if form.is_bound else 200)  # fmt: skip


def _context(found: QuarterPage, form: PaidForm) -> dict[str, Any]:
    label, tone = STATES[found.row.state]
    return {
        "page": found, "form": form, "label": label, "tone": tone, "total": said(found.row.euros),
        "people": [(name, what, said(euros)) for name, what, euros in found.people],
        "lines": [(one, hours(one.minutes), said(one.euros), said(one.before))
                  for one in found.lines],
    }  # fmt: skip


@require_POST
def undo(request: HttpRequest, quarter_id: UUID) -> HttpResponse:
    """A freeze taken back the day it was made."""
    viewer = viewer_in(request)
    house, quarter = queries.house_of_quarter(viewer, quarter_id)
    try:
        actions.undo_freeze(quarter_id=quarter_id, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "C’est défait : le trimestre est de nouveau à payer.")
    return HttpResponseRedirect(
        reverse("quarter", args=[house, quarter.year, quarter.number]), status=303
    )


def _cells(page: QuarterPage, one: PayLine) -> tuple[str, ...]:
    told, paid_on = page.row.quarter, page.row.paid_on
    return (
        f"{told.year}-T{told.number}", one.name, one.profession, f"{one.day:%d/%m/%Y}", one.act,
        str(one.act_id), number((one.minutes / 60).quantize(Decimal("0.0001"))),
        plain(one.euros), plain(one.before),
        "présence" if one.before is None else "régularisation",
        f"{paid_on:%d/%m/%Y}" if paid_on else "",
    )  # fmt: skip


def _exported(request: HttpRequest, house: UUID, quarter: Quarter) -> Sequence[tuple[str, ...]]:
    found = queries.quarter_page(viewer_in(request), house, quarter, now=clock.now())
    return [_cells(found, one) for one in found.lines]


@never_cache
@require_safe
def as_csv(request: HttpRequest, structure_id: UUID, year: int, number: int) -> HttpResponse:
    """A quarter for the accountant."""
    lines = _exported(request, structure_id, Quarter(year, number))
    return csv_answer(f"trimestre-{year}-{number}.csv", TITLES, lines)


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID, year: int, number: int) -> HttpResponse:
    """The same, as a workbook."""
    lines = _exported(request, structure_id, Quarter(year, number))
    return xlsx_answer(f"trimestre-{year}-{number}.xlsx", f"T{number} {year}", TITLES, lines)
