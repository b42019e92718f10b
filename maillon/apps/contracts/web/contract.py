"""A contract's year, one indicator, a supposition: reading only."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.contracts import queries
from maillon.apps.contracts.queries import ContractPage, Row, Todo
from maillon.apps.contracts.web.forms import FactForm
from maillon.apps.contracts.web.paid import worded
from maillon.apps.contracts.wording.figures import day, euros, number, spaced
from maillon.apps.contracts.wording.reasons import sentences
from maillon.apps.contracts.wording.words import STEPS
from maillon.apps.structures.queries import structures_read
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked

MOST_SHOWN: Final = 10
Axis = tuple[str, list[tuple[Row, str, str, str]], list[Row], bool]
__all__ = ["indicator", "mine", "of_house", "page", "what_if"]


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The contracts of the structures one works in; the only one opens at once."""
    cards = structures_read(viewer_in(request), now=clock.now())
    if len(cards) == 1:
        return HttpResponseRedirect(reverse("contract-of", args=[cards[0].id]))
    return render(request, "contracts/mine.html", {"cards": cards})


@never_cache
@require_safe
def of_house(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The living contract of a structure, or how to note it; that of a CPTS is in its stages."""
    viewer, now = viewer_in(request), clock.now()
    if queries.told_by_stages(viewer, structure_id):
        return HttpResponseRedirect(reverse("stage", args=[structure_id]))
    found = queries.contract_of(viewer, structure_id)
    if found is not None:
        return HttpResponseRedirect(reverse("contract", args=[found]))
    card = next(one for one in structures_read(viewer, now=now) if one.id == structure_id)
    return render(request, "contracts/none.html", {"card": card})


@never_cache
@require_safe
def page(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The year of a contract."""
    viewer = viewer_in(request)
    found = queries.contract_page(viewer, contract_id, now=clock.now(), year=year_asked(request))
    context = {
        "minutes": queries.minutes_offered(viewer, contract_id, found.year) if found.writes else (),
        "paid": worded(queries.paid_page(viewer, contract_id, found.year)) if found.sent_on else {},
        "page": found, "stats": _stats(found), "fact_form": FactForm(year=found.year),
        "last_year": euros(found.last_year) if found.last_year is not None else "",
        "axes": _axes(found), "sums": _settled(found),
        "lacking": found.statement.incomplete if found.statement else None,
        "todos": _worded(found.todos[:MOST_SHOWN]), "later": _worded(found.todos[MOST_SHOWN:]),
        "kept": [
            (one, number_of(one.points), euros(Decimal(one.euros)) if one.euros else "")
            for one in found.kept
        ],
    }  # fmt: skip
    return render(request, "contracts/contract.html", context)


def _worded(todos: Sequence[Todo]) -> list[tuple[Todo, str, str]]:
    return [(one, number(one.gain.points), euros(one.gain.euros)) for one in todos]


def number_of(points: str) -> str:
    """Points of a kept statement; empty where its year had no total."""
    return number(Decimal(points)) if points else ""


def _stats(found: ContractPage) -> list[tuple[str, str, str, str, str]]:
    """Label, figure, note, tone, where it leads: euros where the year's rules are all known, else
    how many indicators.
    """
    papers, reach = len(found.to_prove), len(found.in_reach)
    unsure = sum(bool(one.declared) for one in found.rows)
    proven = sum(bool(one.proven) for one in found.rows)
    counts = (proven, papers, unsure, reach)
    figures = [euros(one) for one in found.totals] if found.totals else [str(n) for n in counts]
    notes = (
        f"{_many(proven, 'engagement')}, par {_many(found.acts, 'acte')}",
        f"{_many(papers, 'document')} à joindre", _many(unsure, "engagement"),
        f"{_many(reach, 'chose')} à faire",
    )  # fmt: skip
    labels = (
        ("Prouvé", "calm", "#lines"), ("Fait, preuve manquante", "soon", "#todo"),
        ("Déclaré sans preuve", "plain", "#declared"), ("Encore à portée", "accent", "#todo"),
    )  # fmt: skip
    shown = zip(labels, figures, notes, strict=True)
    return [(label, figure, note, tone, href) for (label, tone, href), figure, note in shown]


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _axes(found: ContractPage) -> list[Axis]:
    """Indicators by axis, with their figures in words; those without any act apart; and whether
    one of them has points without proof.
    """
    axes: dict[str, tuple[list[tuple[Row, str, str, str]], list[Row]]] = {}
    for one in found.rows:
        rows, idle = axes.setdefault(one.axis, ([], []))
        more = one.unproved + one.declared
        if one.proven or more or one.missing or one.euros:
            rows.append((one, number(one.proven), euros(one.euros), number(more) if more else ""))
        else:
            idle.append(one)
    return [
        (axis, rows, idle, any(more for *_, more in rows)) for axis, (rows, idle) in axes.items()
    ]


def _settled(found: ContractPage) -> dict[str, Any]:
    """From points to euros, where the year has a total."""
    sums = found.statement.settlement if found.statement else None
    if sums is None:
        return {}
    return {
        "steps": [
            (STEPS[one.name], euros(one.euros), sentences(one.reasons)) for one in sums.steps
        ],
        "total": euros(sums.euros), "advance": euros(sums.advance),
        "advance_why": sentences(sums.advance_step.reasons), "advance_paid": sums.advance_paid,
        "balance": euros(abs(sums.balance)), "to_pay_back": sums.balance < 0,
        "balance_on": sums.deadlines["balance"],
    }  # fmt: skip


@never_cache
@require_safe
def indicator(request: HttpRequest, contract_id: UUID, year: int, indicator: str) -> HttpResponse:
    """« Pourquoi ce montant ? »"""
    code = indicator.replace("-", ".")
    found = queries.indicator_page(viewer_in(request), contract_id, year, code, now=clock.now())
    context = {
        "page": found, "points": number(found.points), "euros": euros(found.euros),
        "rule": spaced(found.rule), "since": day(found.since),
    }  # fmt: skip
    return render(request, "contracts/indicator.html", context)


@never_cache
@require_safe
def what_if(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """The year with some facts otherwise."""
    found = queries.suppose(
        viewer_in(request), contract_id, year, request.GET.dict(), now=clock.now()
    )
    context = {
        "page": found, "points": number(abs(found.gain.points)),
        "euros": euros(abs(found.gain.euros)), "less": found.gain.euros < 0,
        "total": euros(found.euros) if found.euros is not None else "",
        "asked": bool(request.GET),
        "lines": [(code, label, number(a), number(b), b > a) for code, label, a, b in found.lines],
    }  # fmt: skip
    return render(request, "contracts/what_if.html", context)
