"""Everything held about one person, as a PDF: by her own link, or on her request."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import PersonExport
from maillon.apps.care.web.wording import GROUNDS, WHY
from maillon.errors import Refused
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["my_file_erasure", "my_file_pdf", "person_erase", "person_export_pdf", "person_keep"]


def _context(told: PersonExport) -> dict[str, Any]:
    members = told.file.circle.members if told.file.circle else ()
    return {
        "told": told,
        "page": told.file,
        "members": [(one, WHY[one.why]) for one in members],
        "reads": [(one, GROUNDS.get(one.ground, one.ground)) for one in told.file.reads],
        "now": clock.now(),
        "token": "",
    }


def _file(request: HttpRequest, told: PersonExport) -> HttpResponse:
    """The PDF; where the machine cannot make one, the page that prints."""
    context = _context(told)
    made = paper.pdf(render_to_string("care/export_paper.html", context))
    if made is None:
        return render(request, "care/export_paper.html", context)
    disposition = {"Content-Disposition": 'attachment; filename="mes-donnees.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)


@never_cache
@require_GET
def my_file_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """For the bearer of her link."""
    now = clock.now()
    viewer = queries.link_viewer(token, now=now, origin=request.META.get("REMOTE_ADDR", ""))
    return _file(request, queries.own_export(viewer, now=now))


@require_POST
def person_export_pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """On her request: what is handed over is written in the journal."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.person_export(viewer, patient_id, now=now)
    actions.record_export(patient_id=told.file.id, form="pdf", by=viewer, now=now)
    return _file(request, told)


@require_POST
def person_erase(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """On her request: her file is set aside at once, erased after the delay."""
    try:
        actions.ask_erasure(patient_id=patient_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("person", patient_id=patient_id)
    messages.success(request, "Le dossier est mis de côté : il sera effacé dans trente jours.")
    return redirect("persons")


@require_POST
def person_keep(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """She changed her mind within the delay, and said so: her file is as it was."""
    try:
        actions.undo_erasure(patient_id=patient_id, by=viewer_in(request), now=clock.now())
        messages.success(request, "Le dossier est comme avant : rien n’est effacé.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("persons")


@require_POST
def my_file_erasure(request: HttpRequest, token: str) -> HttpResponse:
    """By her link: she asks for it, or changes her mind."""
    now = clock.now()
    viewer = queries.link_viewer(token, now=now, origin=request.META.get("REMOTE_ADDR", ""))
    page = queries.own_file(viewer, now=now)
    undo = request.POST.get("geste") == "annuler"
    doing = actions.undo_erasure if undo else actions.ask_erasure
    doing(patient_id=page.id, by=viewer, now=now)
    return redirect(f"{reverse('my-file', args=[token])}?fait")
