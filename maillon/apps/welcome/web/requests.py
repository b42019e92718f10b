"""The coordinator's welcome: what is asked, taken, ended with the person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.directory.queries import FoundResource, search_resources
from maillon.apps.welcome import actions, queries
from maillon.apps.welcome.queries import HelpPage
from maillon.apps.welcome.web.forms import CircleForm, CloseForm, DoorForm, HelpForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["close", "door", "listing", "meet", "new", "one", "take"]

PROPOSED = 12


def _house(request: HttpRequest) -> tuple[UUID, str]:
    houses = queries.houses(viewer_in(request))
    if not houses:
        raise NotFound
    return houses[0]


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, what was ended, who asks."""
    _house(request)
    found = queries.welcome(viewer_in(request), now=clock.now())
    return render(request, "welcome/welcome.html", {"welcome": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The same request, heard by telephone."""
    house, _ = _house(request)
    form = HelpForm(request.POST if request.method == "POST" else None)

    def write() -> str:
        made = actions.ask_for_help(
            organization_id=house, new=form.help(), by=viewer_in(request), now=clock.now()
        )
        messages.success(request, f"C’est noté. Donnez la référence : {made.reference}.")
        return reverse("welcome-request", args=[made.pk])

    return _written(request, form, write, "welcome/new.html", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """The words of the public page, and whether it is open."""
    house, team = _house(request)
    viewer = viewer_in(request)
    known = queries.door_words(viewer, house)
    form = DoorForm(request.POST) if request.POST else DoorForm(initial=known)

    def write() -> str:
        actions.set_door(organization_id=house, words=form.words(), by=viewer, now=clock.now())
        messages.success(request, "La page publique est à jour.")
        return reverse("welcome-door")

    given = {"team": team, "slug": known.get("slug", ""), "open": known.get("open", False)}
    return _written(request, form, write, "welcome/door.html", given)


def _written(
    request: HttpRequest, form: forms.Form, write: Callable[[], str], page: str,
    context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            return HttpResponseRedirect(write(), status=303)
        except Refused as refused:
            form.add_error(None, sentence(refused))
    return render(request, page, context | {"form": form}, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, page: HelpPage) -> tuple[FoundResource, ...]:
    """What might suit, nearest first: that need there, that need anywhere, then anything there."""
    viewer, now = viewer_in(request), clock.now()
    asked = ((page.need_code, page.commune_id), (page.need_code, ""), ("", page.commune_id))
    known = {
        one.id: one
        for need, commune in asked
        for one in search_resources(viewer, need=need, commune=commune, now=now)
    }
    return tuple(known.values())[:PROPOSED]


def _page(
    request: HttpRequest, request_id: UUID, *, closing: CloseForm | None = None,
    circle: CircleForm | None = None,
) -> HttpResponse:  # fmt: skip
    page = queries.help_page(viewer_in(request), request_id, now=clock.now())
    refused = closing or circle
    context = {
        "page": page,
        "proposed": (proposed := _proposed(request, page)),
        "closing": closing or CloseForm(proposed),
        "circle": circle or CircleForm(),
        "circle_open": circle is not None,
        "link": request.build_absolute_uri(
            reverse("ask-follow", args=[queries.follow_token(page.row.line.id)])
        ),
    }
    return render(request, "welcome/request.html", context, status=422 if refused else 200)


@never_cache
@require_safe
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: who asks, for whom, in which words, and how it may end."""
    return _page(request, request_id)


@require_POST
def take(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Read and taken."""
    try:
        actions.take_request(request_id=request_id, by=viewer_in(request), now=clock.now())
        messages.success(request, "C’est à vous. Le demandeur le voit sur son lien.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _back(request_id)


@require_POST
def close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ended by a fact; a refusal keeps what was ticked."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.help_page(viewer, request_id, now=now)
    form = CloseForm(_proposed(request, page), request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.close_request(
                request_id=request_id, outcome=typed["outcome"], with_person=typed["with_person"],
                found=form.found(), handed_to=typed["handed_to"], by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La demande est close.")
            return _back(request_id)
    return _page(request, request_id, closing=form)


@require_POST
def meet(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Her file found or made, her circle opened, her word recorded."""
    viewer, form = viewer_in(request), CircleForm(request.POST)
    queries.help_page(viewer, request_id, now=clock.now())
    if form.is_valid():
        try:
            actions.meet_person(
                request_id=request_id, new=form.circle(), by=viewer, now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Son réseau est ouvert, la demande y est rattachée.")
            return _back(request_id)
    return _page(request, request_id, circle=form)


def _back(request_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("welcome-request", args=[request_id]), status=303)
