"""What is done on a circle: opened, joined, left, held, spoken about, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.web.forms import MemberForm, OpenForm, WordForm
from maillon.apps.directory.queries import search_organizations, search_practitioners
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = [
    "circle_close", "circle_open", "member_end", "member_new", "member_refer", "member_search",
    "member_stop", "word",
]  # fmt: skip

LISTED = 8


def _back(request: HttpRequest, patient_id: UUID, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("person", patient_id=patient_id)


@require_POST
def circle_open(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """On the person's word; those she calls her care team are ticked."""
    form = OpenForm(request.POST, prefix="open")
    if not form.is_valid():
        messages.error(request, "Le réseau n’est pas ouvert : dites la situation et son accord.")
        return redirect("persons")

    def act() -> str:
        actions.open_circle(
            patient_id=patient_id, situation=form.cleaned_data["situation"], word=form.said(),
            reason=form.cleaned_data["reason"], by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        return "Réseau ouvert. Ajoutez ceux qui entourent la personne."

    return _back(request, patient_id, act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Somebody to bring in."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.person_page(viewer, patient_id, now=now)
    if page.circle is None or not page.circle.may_edit:
        raise NotFound
    form = MemberForm(request.POST or None)
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            actions.add_to_circle(
                patient_id=page.id, new=form.member(), word=form.said(), by=viewer, now=now
            )
        except Refused as error:
            refused = sentence(error)
        else:
            messages.success(request, "Le membre est dans le réseau.")
            return redirect("person", patient_id=page.id)
    context = {"page": page, "form": form, "refused": refused}
    return render(request, "care/member_new.html", context, status=422 if form.is_bound else 200)


@require_safe
def member_search(request: HttpRequest) -> HttpResponse:
    """Professionals and structures of the directory, for the field « Qui »."""
    viewer, text = viewer_in(request), request.GET.get("q", "")[:80]
    if len(text.strip()) < 2:
        return JsonResponse({"results": []})
    people = search_practitioners(viewer, text).results[:LISTED]
    houses = search_organizations(viewer, text).results[:LISTED]
    rows: list[dict[str, Any]] = [
        {"value": f"role:{one.role_id}", "label": one.name,
         "hint": " · ".join(part for part in (one.profession_label, one.town) if part)}
        for one in people
    ]  # fmt: skip
    rows += [
        {"value": f"organization:{one.id}", "label": one.name, "hint": "structure"}
        for one in houses
    ]
    return JsonResponse({"results": rows})


@require_POST
def member_end(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """From tomorrow on she takes part no more; the first day, from today."""
    now = clock.now()

    def act() -> str:
        day = now.date() + timedelta(days=0 if request.POST.get("now") else 1)
        actions.change_member(member_id=member_id, ends_on=day, by=viewer_in(request), now=now)
        return "Sa participation est terminée."

    return _back(request, patient_id, act)


@require_POST
def member_refer(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """Who answers for the circle."""

    def act() -> str:
        actions.name_referent(
            patient_id=patient_id, member_id=member_id, by=viewer_in(request), now=clock.now()
        )
        return "Référent désigné."

    return _back(request, patient_id, act)


@require_POST
def member_stop(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """The person stops somebody's access, by telephone or in front of us: at once."""
    means = "voice" if request.POST.get("means") == "voice" else "phone"

    def act() -> str:
        actions.record_word(
            patient_id=patient_id, member_id=member_id, by=viewer_in(request), now=clock.now(),
            word=actions.NewWord("opposed", means),
        )  # fmt: skip
        return "C’est arrêté : cet accès est fermé, aussi sur les pages déjà ouvertes."

    return _back(request, patient_id, act)


@require_POST
def circle_close(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Nobody reads by it any more: back to the list."""
    try:
        actions.close_circle(
            patient_id=patient_id, closing=request.POST.get("closing", ""),
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("person", patient_id=patient_id)
    messages.success(request, "Réseau fermé.")
    return redirect("persons")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Note what the person said about sharing, with its paper where there is one."""
    viewer, now = viewer_in(request), clock.now()
    about = queries.spoken_about(viewer, patient_id, now=now)
    form = WordForm(
        [(str(pk), name) for pk, name in about.members],
        [(str(pk), name) for pk, name in about.representatives],
        request.POST or None, request.FILES or None,
        initial={"about": request.GET.get("qui", ""), "kind": "agreed", "means": "voice"},
    )  # fmt: skip
    refused = ""
    if form.is_bound and form.is_valid():
        told = form.cleaned_data["about"]
        try:
            actions.record_word(
                patient_id=patient_id, member_id=UUID(told) if told else None,
                word=form.said(now.date()), scan=form.proof(), by=viewer, now=now,
            )  # fmt: skip
        except Refused as error:
            refused = sentence(error)
        else:
            messages.success(request, "Sa parole est notée et compte tout de suite.")
            return redirect("persons") if about.blind else redirect("person", patient_id)
    context = {"about": about, "form": form, "refused": refused, "patient_id": patient_id}
    return render(request, "care/word.html", context, status=422 if form.is_bound else 200)
