"""Local resources: looking for one, its page, and what is said of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.directory import actions, queries
from maillon.apps.directory.phones import spoken
from maillon.apps.directory.queries import FoundResource
from maillon.apps.directory.vocabulary import NEEDS
from maillon.apps.directory.web.presenting import day
from maillon.apps.directory.web.resource_forms import ResourceForm, ResourceSearchForm, SaidForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer

__all__ = ["as_csv", "correct", "listing", "new", "one", "say"]

ORDERS = (("name", "nom"), ("place", "commune"), ("checked", "vérifiée le plus anciennement"))
TITLES = (
    "Nom", "Nature", "Cherchée pour", "Ce qu’elle fait", "Horaires", "Téléphone", "Adresse",
    "Commune", "Communes servies", "Vérifiée le", "À revérifier", "Fermée", "Tenue par", "Fictive",
)  # fmt: skip
SAID = {
    "confirm": "C’est noté : vérifiée aujourd’hui.",
    "close": "C’est noté : marquée fermée. Son histoire reste lisible.",
    "reopen": "C’est noté : elle est rouverte.",
}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What an address asks for; a field that is wrong counts as empty."""
    form = ResourceSearchForm(request.GET)
    form.is_valid()
    told = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    commune = queries.communes(viewer_in(request), [told["commune"]]).get(told["commune"])
    if commune is None and told["commune_text"]:
        found = queries.communes_matching(viewer_in(request), told["commune_text"], limit=1)
        commune = next(iter(found), None)
    return told | {"place": commune, "unknown": told["commune_text"] if not commune else ""}


def _given(asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "need": asked["need"], "commune": asked["place"].insee if asked["place"] else "",
        "sort": asked["sort"], "closed": bool(asked["closed"]),
    }  # fmt: skip


def _address(route: str, asked: dict[str, Any], **changed: str) -> str:
    told = {"q": asked["q"], **_given(asked), **changed}
    return f"{reverse(route)}?{urlencode({k: v for k, v in told.items() if v})}"


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Resources by words, need and commune."""
    viewer, asked = viewer_in(request), _asked(request)
    context = {
        "asked": asked,
        "needs": NEEDS.items(),
        "found": queries.search_resources(viewer, asked["q"], **_given(asked), now=clock.now()),
        "orders": [(n, _address("resources", asked, sort=n), label) for n, label in ORDERS],
        "order": asked["sort"] or "name",
        "csv": _address("resources-csv", asked),
        "may_write": bool(queries.keeps_resources_for(viewer)),
    }
    return render(request, "directory/resources.html", context)


@never_cache
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same search as a file of lines, each with the day it was checked."""
    asked = _asked(request)
    found = queries.exported_resources(
        viewer_in(request), asked["q"], **_given(asked), now=clock.now()
    )
    return csv_answer("ressources.csv", TITLES, map(_line, found))


def _line(one: FoundResource) -> tuple[str, ...]:
    return (
        one.name, one.nature_label, ", ".join(one.needs), one.does, one.hours, spoken(one.phone),
        one.address, one.commune, ", ".join(one.area), day(one.checked_on),
        "oui" if one.stale else "", one.closed, one.keeper, "oui" if one.synthetic else "",
    )  # fmt: skip


@never_cache
@require_safe
def one(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """One resource, how old what is known of it is, and all that was said."""
    page = queries.resource(viewer_in(request), resource_id, now=clock.now())
    return render(request, "directory/resource.html", {"page": page, "form": SaidForm()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A resource to write; a refusal keeps what was typed."""
    viewer = viewer_in(request)
    houses = queries.keeps_resources_for(viewer)
    if not houses:
        raise NotFound
    form = ResourceForm(viewer, houses, request.POST if request.method == "POST" else None)

    def write() -> UUID:
        house = UUID(form.cleaned_data["house"] or str(houses[0][0]))
        return actions.add_resource(
            new=form.resource(), organization_id=house,
            said=form.said(), by=viewer, now=clock.now(),
        )  # fmt: skip

    return _written(request, form, write, {"title": "Nouvelle ressource"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """The same, for one that exists."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.resource(viewer, resource_id, now=now)
    if not page.may_write:
        raise NotFound
    form = ResourceForm(viewer, (), request.POST) if request.POST else ResourceForm.of(page, viewer)

    def write() -> UUID:
        actions.correct_resource(
            resource_id=resource_id, new=form.resource(), said=form.said(), by=viewer, now=now
        )
        return resource_id

    return _written(request, form, write, {"title": page.found.name, "page": page})


def _written(
    request: HttpRequest, form: ResourceForm, write: Callable[[], UUID], context: dict[str, Any]
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            made = write()
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La ressource est enregistrée, vérifiée aujourd’hui.")
            return HttpResponseRedirect(reverse("resource", args=[made]), status=303)
    status = 422 if form.is_bound else 200
    return render(request, "directory/resource_form.html", context | {"form": form}, status=status)


@require_POST
def say(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Asked again: still true, closed, or open after all."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.resource(viewer, resource_id, now=now)
    if not page.may_write:
        raise NotFound
    form, gesture = SaidForm(request.POST), request.POST.get("geste", "")
    if form.is_valid() and gesture in SAID:
        try:
            _say(resource_id, gesture, form, viewer, now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, SAID[gesture])
            return HttpResponseRedirect(reverse("resource", args=[resource_id]), status=303)
    return render(request, "directory/resource.html", {"page": page, "form": form}, status=422)


def _say(resource_id: UUID, gesture: str, form: SaidForm, by: Any, now: Any) -> None:
    given = {"resource_id": resource_id, "said": form.said(), "by": by, "now": now}
    if gesture == "close":
        actions.close_resource(closing=form.cleaned_data["closing"], **given)
    elif gesture == "reopen":
        actions.reopen_resource(**given)
    else:
        actions.confirm_resource(**given)
