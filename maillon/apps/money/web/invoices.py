"""Providers' invoices: noted, paid, taken back, exported."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.contracts.wording.figures import number
from maillon.apps.money import actions, queries
from maillon.apps.money.queries import InvoiceRow
from maillon.apps.money.web.forms import InvoiceForm, PaymentForm
from maillon.apps.money.web.wording import BILLS, plain, said
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "new", "page", "paper", "pay", "withdraw"]

TITLES: Final = (
    "Prestataire", "Numéro", "Rubrique", "Date", "Échéance", "HT en euros", "TVA en euros",
    "TTC en euros", "Heures convenues", "Heures faites", "État", "Payée le",
)  # fmt: skip


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The invoices of a year, to pay first."""
    now = clock.now()
    found = queries.invoices_page(
        viewer_in(request), structure_id, now=now, year=year_asked(request)
    )
    context = {
        "page": found, "to_pay": said(found.to_pay), "today": now.date(),
        "rows": [(one, *BILLS[one.state], said(one.gross), said(one.vat), _lacking(one))
                 for one in found.rows],
    }  # fmt: skip
    return render(request, "money/invoices.html", context)


def _lacking(one: InvoiceRow) -> str:
    """« 2 h convenues et pas faites »; empty where nothing lacks."""
    lacking = one.lacking
    if lacking is None or not lacking:
        return ""
    told = number(abs(lacking))
    return f"{told} h convenues et pas faites" if lacking > 0 else f"{told} h de plus que convenu"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """An invoice that came."""
    viewer, now = viewer_in(request), clock.now()
    lines = queries.expense_lines(viewer, structure_id)
    posted = request.method == "POST"
    form = InvoiceForm(
        request.POST if posted else None, request.FILES if posted else None, lines=lines,
        initial={"issued_on": now.date()},
    )  # fmt: skip
    if posted and form.is_valid():
        try:
            actions.receive_invoice(new=form.invoice(), by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La facture est notée ; la payer est une tâche, une fois.")
            return HttpResponseRedirect(reverse("invoices", args=[structure_id]), status=303)
    context: dict[str, Any] = {"form": form, "structure_id": structure_id, "lines": lines}
    return render(request, "money/invoice_form.html", context, status=422 if posted else 200)


def _done(request: HttpRequest, invoice_id: UUID, act: Callable[[], object], words: str
          ) -> HttpResponse:  # fmt: skip
    house, year = queries.house_of_invoice(viewer_in(request), invoice_id)
    try:
        act()
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(f"{reverse('invoices', args=[house])}?annee={year}", status=303)


@require_POST
def pay(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """An invoice is paid."""
    now, form = clock.now(), PaymentForm(request.POST)
    day = form.cleaned_data["paid_on"] if form.is_valid() else now.date()
    return _done(
        request, invoice_id, lambda: actions.pay_invoice(
            invoice_id=invoice_id, paid_on=day, by=viewer_in(request), now=now
        ), "La facture est payée : sa tâche est close.",
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """An invoice written wrongly."""
    return _done(
        request, invoice_id, lambda: actions.withdraw_invoice(
            invoice_id=invoice_id, by=viewer_in(request), now=clock.now()
        ), "La facture est retirée : elle ne compte plus.",
    )  # fmt: skip


@never_cache
@require_safe
def paper(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The paper of an invoice, never run by the browser."""
    found = queries.invoice_paper(viewer_in(request), invoice_id)
    return HttpResponse(
        found.content, content_type=found.media_type,
        headers={"Content-Disposition": "attachment; filename=facture",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


def _exported(request: HttpRequest, house: UUID) -> tuple[int, Sequence[tuple[str, ...]]]:
    found = queries.invoices_page(
        viewer_in(request), house, now=clock.now(), year=year_asked(request)
    )
    return found.year, [_cells(one) for one in found.rows if one.state != "withdrawn"]


def _cells(one: InvoiceRow) -> tuple[str, ...]:
    return (
        one.provider, one.number, one.heading, f"{one.issued_on:%d/%m/%Y}",
        f"{one.due_on:%d/%m/%Y}", plain(one.net), plain(one.vat), plain(one.gross),
        plain(one.agreed), plain(one.delivered), BILLS[one.state][0],
        f"{one.paid_on:%d/%m/%Y}" if one.paid_on else "",
    )  # fmt: skip


@never_cache
@require_safe
def as_csv(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The invoices for the accountant."""
    year, lines = _exported(request, structure_id)
    return csv_answer(f"factures-{year}.csv", TITLES, lines)


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The same, as a workbook."""
    year, lines = _exported(request, structure_id)
    return xlsx_answer(f"factures-{year}.xlsx", f"Factures {year}", TITLES, lines)
