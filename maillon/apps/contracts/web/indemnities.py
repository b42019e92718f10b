"""What members are owed for their presence: a year, a member, the rates, the accountant's file."""

from collections.abc import Sequence
from datetime import date
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

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.indemnities import BASES
from maillon.apps.contracts.queries import PresenceLine, RatesPage
from maillon.apps.contracts.web.money_forms import CeilingForm, RateForm
from maillon.apps.contracts.wording.figures import euros, number
from maillon.apps.contracts.wording.money import WHY, hours
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "member", "page", "rates", "withdraw"]

TITLES: Final = (
    "Période", "Membre", "Métier", "Jour", "Acte", "Identifiant de l’acte", "Heures de présence",
    "Heures comptées", "Tarif en euros", "Base", "Dû en euros", "À payer en euros", "Remarque",
)  # fmt: skip


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A year of a structure: one line a member."""
    found = queries.indemnities(
        viewer_in(request), structure_id, now=clock.now(), year=year_asked(request)
    )
    rows = [
        (one, hours(one.minutes), hours(one.elsewhere) if one.elsewhere else "", _sum(one.due),
         _sum(one.paid), one.due is not None and one.paid is not None and one.paid < one.due)
        for one in found.rows
    ]  # fmt: skip
    context = {
        "page": found, "rows": rows, "total": _sum(found.total), "time": hours(found.minutes),
        "asks": bool(found.unrated) or not found.ceiling_said,
        "present": sum(one.acts for one in found.rows),
    }  # fmt: skip
    return render(request, "contracts/indemnities.html", context)


@never_cache
@require_safe
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A member's year, act by act."""
    found = queries.member_indemnities(
        viewer_in(request), member_id, now=clock.now(), year=year_asked(request)
    )
    lines = [(one, hours(one.minutes), _rate(one), _sum(one.due), _sum(one.paid), _why(one))
             for one in found.lines]  # fmt: skip
    row = found.row
    context = {
        "page": found, "lines": lines, "time": hours(row.minutes) if row else "",
        "due": _sum(row.due) if row else "", "paid": _sum(row.paid) if row else "",
    }  # fmt: skip
    return render(request, "contracts/member_indemnities.html", context)


def _rate(one: PresenceLine) -> str:
    return f"{euros(one.rate)} {BASES[one.basis]}" if one.rate is not None else ""


def _why(one: PresenceLine) -> str:
    """What a line must say for itself: why nothing, or not all, is paid."""
    said = [WHY[one.why]] if one.why else []
    if one.counted < one.minutes:
        said.append(f"{hours(one.minutes - one.counted)} déjà comptée par un autre acte")
    if one.due is not None and one.paid is not None and one.paid < one.due:
        said.append("plafond de l’année atteint")
    return ", ".join(said)


def _cells(one: PresenceLine) -> tuple[str, ...]:
    return (
        f"{one.day.year}-T{(one.day.month + 2) // 3}", one.name, one.profession,
        f"{one.day:%d/%m/%Y}", one.act, str(one.act_id), number(_decimal_hours(one.minutes)),
        number(_decimal_hours(one.counted)), _plain(one.rate), BASES.get(one.basis, ""),
        _plain(one.due), _plain(one.paid), _why(one),
    )  # fmt: skip


def _decimal_hours(minutes: Decimal) -> Decimal:
    return (minutes / 60).quantize(Decimal("0.0001"))


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def _exported(request: HttpRequest, structure_id: UUID) -> tuple[int, Sequence[tuple[str, ...]]]:
    found = queries.indemnities(
        viewer_in(request), structure_id, now=clock.now(), year=year_asked(request)
    )
    return found.year, [_cells(one) for one in queries.indemnity_lines(found)]


@never_cache
@require_safe
def as_csv(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Every presence of the year, for the accountant."""
    year, lines = _exported(request, structure_id)
    return csv_answer(f"indemnites-{year}.csv", TITLES, lines)


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The same, as a workbook."""
    year, lines = _exported(request, structure_id)
    return xlsx_answer(f"indemnites-{year}.xlsx", f"Indemnités {year}", TITLES, lines)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The rates and the ceiling: what nobody guesses."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.rates(viewer, structure_id, now=now, year=year_asked(request))
    ceiling = request.POST.get("geste") == "ceiling"
    rate_form = RateForm(
        request.POST if request.method == "POST" and not ceiling else None,
        initial={"starts_on": date(found.year, 1, 1)},
    )
    first = {"most": found.ceiling, "none": found.ceiling_said and found.ceiling is None}
    ceiling_form = CeilingForm(request.POST if ceiling else None, initial=first)
    form: forms.Form = ceiling_form if ceiling else rate_form
    if form.is_bound and form.is_valid() and _written(request, found, form):
        address = f"{reverse('indemnity-rates', args=[structure_id])}?annee={found.year}"
        return HttpResponseRedirect(address, status=303)
    context = {
        "page": found, "rate_form": rate_form, "ceiling_form": ceiling_form,
        "ceiling": _sum(found.ceiling),
        "rows": [(one, euros(one.euros), BASES[one.basis]) for one in found.rates],
    }  # fmt: skip
    return render(request, "contracts/rates.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, found: RatesPage, form: forms.Form) -> bool:
    """Whether what was typed is written; else the form says why."""
    told: dict[str, Any] = form.cleaned_data
    known: dict[str, Any] = {
        "organization_id": found.card.id,
        "by": viewer_in(request),
        "now": clock.now(),
    }
    try:
        if isinstance(form, CeilingForm):
            actions.say_ceiling(year=found.year, euros=told["most"], **known)
        else:
            actions.write_rate(**told, **known)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, "C’est écrit : les indemnités sont recomptées.")
    return True


@require_POST
def withdraw(request: HttpRequest, rate_id: UUID) -> HttpResponse:
    """A rate written wrongly, taken back."""
    try:
        house = actions.withdraw_rate(rate_id=rate_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
        return HttpResponseRedirect(reverse("my-structures"), status=303)
    messages.success(request, "Le tarif est repris : ses jours sont de nouveau à dire.")
    return HttpResponseRedirect(reverse("indemnity-rates", args=[house]), status=303)
