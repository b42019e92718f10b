"""Everything held about one person, as a PDF: by her own link, or on her request."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import PersonExport
from maillon.apps.care.web.wording import GROUNDS, WHY
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["my_file_pdf", "person_export_pdf"]


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
