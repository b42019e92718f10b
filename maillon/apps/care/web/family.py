"""The family's page: written by whoever holds the circle, read by a link of one's own."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.web.family_forms import NightForm, VisitForm
from maillon.errors import Refused
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = [
    "family", "family_link", "family_night", "family_page", "family_paper", "family_pdf",
    "family_stop", "visit_end", "visit_new",
]  # fmt: skip

STYLE: Final = "care/family-paper.css"


def _desk(request: HttpRequest, patient_id: UUID, **forms: Any) -> HttpResponse:
    page = queries.family_desk(viewer_in(request), patient_id, now=clock.now())
    context = {
        "page": page,
        "visit_form": VisitForm(page.members, page.themes),
        "night_form": NightForm(page.members),
        **forms,
    }
    return render(request, "care/family.html", context, status=422 if forms else 200)


def _back(request: HttpRequest, patient_id: UUID, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("family", patient_id=patient_id)


@never_cache
@require_safe
def family(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Who comes, whom to call at night, who among those close has a page."""
    return _desk(request, patient_id)


@require_POST
def visit_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Somebody comes each week."""
    page = queries.family_desk(viewer_in(request), patient_id, now=clock.now())
    form = VisitForm(page.members, page.themes, request.POST)
    if not form.is_valid():
        return _desk(request, patient_id, visit_form=form)

    def act() -> str:
        actions.add_visit(
            patient_id=page.id, new=form.visit(), by=viewer_in(request), now=clock.now()
        )
        return "C’est noté."

    return _back(request, page.id, act)


@require_POST
def visit_end(request: HttpRequest, patient_id: UUID, visit_id: UUID) -> HttpResponse:
    """She comes no more."""

    def act() -> str:
        actions.end_visit(visit_id=visit_id, by=viewer_in(request), now=clock.now())
        return "Cette venue est arrêtée."

    return _back(request, patient_id, act)


@require_POST
def family_night(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Whom to call at night."""
    page = queries.family_desk(viewer_in(request), patient_id, now=clock.now())
    form = NightForm(page.members, request.POST)
    if not form.is_valid():
        return _desk(request, patient_id, night_form=form)
    said = form.cleaned_data

    def act() -> str:
        actions.name_night(
            patient_id=page.id, member_id=UUID(said["night"]) if said["night"] else None,
            note=said["note"], by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        return "C’est noté."

    return _back(request, page.id, act)


@require_POST
def family_link(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """A link for somebody close: shown once, kept hashed."""
    try:
        token = actions.give_family_link(
            patient_id=patient_id, member_id=member_id, by=viewer_in(request), now=clock.now()
        )
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("family", patient_id=patient_id)
    address = settings.MAILLON_PUBLIC_URL.rstrip("/") + reverse("family-page", args=[token])
    context = {"address": address, "patient_id": patient_id}
    return render(request, "care/family_link_given.html", context)


@require_POST
def family_stop(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """Her link stops working at once."""

    def act() -> str:
        actions.revoke_family_link(
            patient_id=patient_id, member_id=member_id, by=viewer_in(request), now=clock.now()
        )
        return "Son lien ne s’ouvre plus."

    return _back(request, patient_id, act)


def _paper(request: HttpRequest, patient_id: UUID, member_id: UUID) -> dict[str, Any]:
    now = clock.now()
    sheet = queries.family_paper(viewer_in(request), patient_id, member_id, now=now)
    return {"sheet": sheet, "now": now, "patient_id": patient_id, "member_id": member_id}


@never_cache
@require_safe
def family_paper(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """What this person may see, on one sheet."""
    return render(request, "care/family_print.html", _paper(request, patient_id, member_id))


@never_cache
@require_safe
def family_pdf(request: HttpRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    context = _paper(request, patient_id, member_id)
    made = paper.pdf(render_to_string("care/family_sheet_paper.html", context), STYLE)
    if made is None:
        return HttpResponseRedirect(reverse("family-paper", args=[patient_id, member_id]))
    disposition = {"Content-Disposition": 'attachment; filename="qui-vient.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)


@never_cache
@require_GET
def family_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of somebody close; reading it changes nothing."""
    now, origin = clock.now(), request.META.get("REMOTE_ADDR", "")
    bearer = queries.family_link_viewer(token, now=now, origin=origin)
    sheet = queries.family_sheet(bearer, now=now)
    return render(request, "care/family_page.html", {"sheet": sheet, "now": now})
