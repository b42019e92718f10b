"""Finding a person, birth date first, and welcoming somebody new."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import CircleCard
from maillon.apps.care.web.forms import PersonForm, SearchForm
from maillon.apps.care.web.wording import LIKENESS, VERDICTS, born
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["like_words", "person_new", "persons"]

Structures = tuple[tuple[UUID, str], ...]

MOST_LEFT: Final = 30  # of the circles not looked at yet, the oldest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def persons(request: HttpRequest) -> HttpResponse:
    """My circles, and a search: posted, so that no trait stands in an address or a log."""
    viewer, now = viewer_in(request), clock.now()
    structures = queries.searchable(viewer)
    circles = queries.my_circles(viewer, now=now)
    if not structures and not circles:
        raise NotFound
    share = queries.reviewed_share(viewer, now=now)
    left = _oldest_first([one for one in circles if share and one.patient_id in share.left])
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "may_search": bool(structures),
        "may_welcome": bool(queries.coordinated_structures(viewer)),
        "circles": [(one, born(one.birth_date, "", now.date())) for one in circles],
        "found": None,
        "share": share,
        "left": left[:MOST_LEFT],
        "left_more": len(share.left) - len(left[:MOST_LEFT]) if share else 0,
    }  # fmt: skip
    if form.is_bound and structures and form.is_valid():
        found = queries.search_persons(viewer, **form.cleaned_data, now=now)
        context["found"] = [
            (one, born(one.birth_date, "", now.date()), [LIKENESS[code] for code in one.reasons])
            for one in found
        ]
    return render(
        request, "care/persons.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _oldest_first(circles: list[CircleCard]) -> list[CircleCard]:
    return sorted(circles, key=lambda one: (one.since, one.name))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """A file and a circle at once; like persons are shown first."""
    viewer, now = viewer_in(request), clock.now()
    structures = queries.coordinated_structures(viewer)
    if not structures:
        raise NotFound
    form = PersonForm(structures, request.POST or None)
    like: tuple[Any, ...] = ()
    refused = ""
    if form.is_bound and form.is_valid():
        like = _like(request, form, structures, now)
        if not like or request.POST.get("another"):
            try:
                return _welcomed(request, form, structures, now)
            except Refused as error:
                refused = sentence(error)
    context = {"form": form, "like": like, "refused": refused}
    return render(request, "care/person_new.html", context, status=422 if form.is_bound else 200)


def _structure(form: PersonForm, structures: Structures) -> UUID:
    return next(pk for pk, _ in structures if str(pk) == form.cleaned_data["structure"])


def _like(
    request: HttpRequest, form: PersonForm, structures: Structures, now: datetime
) -> tuple[Any, ...]:
    said = form.cleaned_data
    near = queries.like_persons(
        viewer_in(request), _structure(form, structures), birth_name=said["birth_name"],
        given_name=said["given_name"], birth_date=said["birth_date"], sex=said["sex"], now=now,
    )  # fmt: skip
    return like_words(near.like, now)


def _welcomed(
    request: HttpRequest, form: PersonForm, structures: Structures, now: datetime
) -> HttpResponse:
    made = actions.welcome_person(
        person=form.person(), organization_id=_structure(form, structures), word=form.said(),
        situation=form.cleaned_data["situation"], reason=form.cleaned_data["reason"],
        by=viewer_in(request), now=now,
    )  # fmt: skip
    messages.success(request, "Fiche créée, réseau ouvert.")
    return redirect("person", patient_id=made)


def like_words(cards: Iterable[Any], now: datetime) -> tuple[Any, ...]:
    """Files like another: the card, the verdict, the birth and the reasons in words."""
    return tuple(
        (
            one, VERDICTS[one.verdict], born(one.birth_date, "", now.date()),
            [LIKENESS[code] for code in one.reasons],
        )
        for one in cards
    )  # fmt: skip
