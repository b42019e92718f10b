"""Sums shared between members, each part explained."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.contracts.wording.figures import euros, number
from maillon.apps.contracts.wording.money import hours
from maillon.apps.money import actions, queries
from maillon.apps.money.queries import PartRow
from maillon.apps.money.vocabulary import KEYS
from maillon.apps.money.web.forms import ShareForm
from maillon.apps.money.web.wording import plain
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "new", "one", "page", "withdraw"]

TITLES: Final = ("Partage", "Clé", "Membre", "Poids", "Sur", "Part en euros", "Calcul")


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Every share-out."""
    found = queries.shares_page(viewer_in(request), structure_id, now=clock.now())
    rows = [(one, euros(one.euros), KEYS[one.key]) for one in found.rows]
    return render(request, "money/shares.html", {"page": found, "rows": rows})


def _weight(key: str, weight: Decimal) -> str:
    if key == "presence":
        return hours(weight)
    told = number(weight)
    return f"{told} h" if key == "hours" else told


def told(key: str, whole: Decimal, rows: Sequence[PartRow]) -> list[tuple[str, str, str, str]]:
    """Each part: who, her weight, how it is counted, what it is."""
    said = []
    for row in rows:
        one = row.part
        why = (
            f"{euros(whole)} × {_weight(key, one.weight)} / {_weight(key, one.of)}, "
            f"coupé à {euros(one.cut)}"
        )
        if one.extra:
            why += ", plus un centime du reste"
        said.append((row.name, _weight(key, one.weight), why, euros(one.euros)))
    return said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A sum to share: seen first, then kept."""
    viewer, now = viewer_in(request), clock.now()
    card, people = queries.sharers(viewer, structure_id, now=now)
    form = ShareForm(request.POST if request.method == "POST" else None, people=people)
    context: dict[str, Any] = {"form": form, "card": card, "parts": []}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        known: dict[str, Any] = {
            "year": now.year, "key": said["key"], "euros": said["euros"],
            "weights": form.weights(), "now": now,
        }  # fmt: skip
        try:
            if request.POST.get("geste") == "keep":
                made = actions.share_out(
                    organization_id=structure_id, label=said["label"], by=viewer, **known
                )
                messages.success(request, "C’est partagé, au centime.")
                return HttpResponseRedirect(reverse("share", args=[made.pk]), status=303)
            parts = queries.share_preview(viewer, structure_id, **known)
            context["parts"] = told(said["key"], said["euros"], parts)
        except Refused as refused:
            form.add_error(None, sentence(refused))
    return render(request, "money/share_form.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def one(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """A share-out and how each part is counted."""
    found = queries.share_page(viewer_in(request), share_id, now=clock.now())
    row = found.row
    context = {
        "page": found, "parts": told(row.key, row.euros, found.parts), "total": euros(row.euros),
        "key": KEYS[row.key],
    }  # fmt: skip
    return render(request, "money/share.html", context)


@require_POST
def withdraw(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """A share-out taken back."""
    try:
        made = actions.withdraw_share(share_id=share_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
        return HttpResponseRedirect(reverse("share", args=[share_id]), status=303)
    messages.success(request, "Le partage est repris.")
    return HttpResponseRedirect(reverse("shares", args=[made.organization_id]), status=303)


def _exported(request: HttpRequest, share_id: UUID) -> Sequence[tuple[str, ...]]:
    found = queries.share_page(viewer_in(request), share_id, now=clock.now())
    row = found.row
    words = told(row.key, row.euros, found.parts)
    return [
        (row.label, KEYS[row.key], held.name, number(held.part.weight), number(held.part.of),
         plain(held.part.euros), why)
        for held, (_, _, why, _) in zip(found.parts, words, strict=True)
    ]  # fmt: skip


@never_cache
@require_safe
def as_csv(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """The parts for the accountant."""
    return csv_answer("partage.csv", TITLES, _exported(request, share_id))


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """The same, as a workbook."""
    return xlsx_answer("partage.xlsx", "Partage", TITLES, _exported(request, share_id))
