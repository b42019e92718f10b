"""Somebody comes, is corrected, leaves."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.accounts.queries import colleagues
from maillon.apps.structures import actions, queries
from maillon.apps.structures.actions import NewMember
from maillon.apps.structures.web.forms import MemberForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["correct", "new", "one"]


def _form(
    request: HttpRequest, structure_id: UUID, first: dict[str, object] | None = None
) -> MemberForm:
    viewer = viewer_in(request)
    return MemberForm(
        request.POST if request.method == "POST" else None,
        people=colleagues(viewer, now=clock.now()),
        houses=queries.shareable(viewer, structure_id), initial=first,
    )  # fmt: skip


def _saved(form: MemberForm, save: Callable[[NewMember], object]) -> bool:
    """Whether what was typed is written; a refusal stands on the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        save(form.member())
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Somebody who comes."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    if not page.card.writes:
        raise NotFound
    form = _form(request, structure_id, {"joined_on": now.date(), "status": "associate"})
    if _saved(form, lambda told: actions.add_member(
        organization_id=structure_id, new=told, by=viewer, now=now
    )):  # fmt: skip
        messages.success(request, "C’est noté : cette personne est dans l’équipe.")
        return HttpResponseRedirect(reverse("structure", args=[structure_id]), status=303)
    context = {
        "form": form, "title": "Ajouter quelqu’un", "structure": page.card.name,
        "back": reverse("structure", args=[structure_id]),
    }  # fmt: skip
    return render(request, "structures/member_form.html", context,
                  status=422 if form.errors else 200)  # fmt: skip


@never_cache
@require_safe
def one(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Somebody of the team."""
    now = clock.now()
    page = queries.member_sheet(viewer_in(request), member_id, now=now)
    return render(request, "structures/member.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What is true of her."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.member_sheet(viewer, member_id, now=now)
    if not page.writes:
        raise NotFound
    form = _form(request, page.organization_id, MemberForm.of(page))
    if _saved(form, lambda told: actions.correct_member(
        member_id=member_id, new=told, by=viewer, now=now
    )):  # fmt: skip
        messages.success(request, "C’est corrigé.")
        return HttpResponseRedirect(reverse("staff", args=[member_id]), status=303)
    context = {
        "form": form, "title": page.name, "structure": page.structure,
        "back": reverse("staff", args=[member_id]),
    }  # fmt: skip
    return render(request, "structures/member_form.html", context,
                  status=422 if form.errors else 200)  # fmt: skip
