"""The structures one works in, and the team of each."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.structures import actions, queries
from maillon.apps.structures.queries import MemberSheet, TeamPage
from maillon.apps.structures.vocabulary import PROFESSIONS
from maillon.apps.structures.web.forms import SearchForm, StatutesForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "mine", "one", "write"]

ORDERS = (("name", "nom"), ("profession", "métier"), ("arrival", "arrivée"))
TITLES = (
    "Nom", "Métier", "Statut", "Rôle", "Heures par semaine", "Poste partagé avec", "Courriel",
    "Téléphone", "RPPS", "Arrivée", "Premier jour hors de l’équipe", "Raison du départ",
)  # fmt: skip


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The structures one works in; the only one opens at once."""
    cards = queries.structures_read(viewer_in(request), now=clock.now())
    if len(cards) == 1:
        return HttpResponseRedirect(reverse("structure", args=[cards[0].id]))
    return render(request, "structures/mine.html", {"cards": cards})


def _read(request: HttpRequest, structure_id: UUID) -> tuple[TeamPage, dict[str, Any]]:
    form = SearchForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    page = queries.team(
        viewer_in(request), structure_id, now=clock.now(), words=asked["q"],
        profession=asked["profession"], gone=bool(asked["gone"]), order=asked["sort"] or "name",
    )  # fmt: skip
    return page, asked


@never_cache
@require_safe
def one(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The team of a structure."""
    page, asked = _read(request, structure_id)
    kept = {key: value for key, value in asked.items() if value and key != "sort"}
    here = reverse("structure", args=[structure_id])
    context = {
        "page": page, "asked": asked, "professions": PROFESSIONS.items(),
        "order": asked["sort"] or "name", "query": urlencode({**kept, "sort": asked["sort"]}),
        "orders": [
            (code, f"{here}?{urlencode({**kept, 'sort': code})}", label) for code, label in ORDERS
        ],
    }  # fmt: skip
    return render(request, "structures/team.html", context)


def _line(one: MemberSheet) -> tuple[str, ...]:
    return (
        one.name, one.profession_label, one.status_label, one.post_label,
        f"{one.weekly_hours:f}".replace(".", ",") if one.weekly_hours is not None else "",
        one.shared_with, one.email, one.phone, one.national_id, f"{one.joined_on:%d/%m/%Y}",
        f"{one.left_on:%d/%m/%Y}" if one.left_on else "", one.leaving,
    )  # fmt: skip


@never_cache
@require_safe
def as_csv(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The team found, as a file."""
    page, _ = _read(request, structure_id)
    return csv_answer("equipe.csv", TITLES, map(_line, page.rows))


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The same, as a workbook."""
    page, _ = _read(request, structure_id)
    return xlsx_answer("equipe.xlsx", "Équipe", TITLES, map(_line, page.rows))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Legal form and places."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    if not page.card.writes:
        raise NotFound
    places = [one for one in page.facts.sites if one.closed_on is None]
    first = {
        "legal_form": page.facts.form, "registered_on": page.facts.registered_on,
        "sites": "\n".join(f"{p.name}, {p.address}" if p.address else p.name for p in places),
    }  # fmt: skip
    form = StatutesForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.write_statutes(
                organization_id=structure_id, legal_form=form.cleaned_data["legal_form"],
                registered_on=form.cleaned_data["registered_on"], sites=form.places(), by=viewer,
                now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est enregistré.")
            return HttpResponseRedirect(reverse("structure", args=[structure_id]), status=303)
    context = {"page": page, "form": form}
    return render(request, "structures/statutes.html", context, status=422 if form.errors else 200)
