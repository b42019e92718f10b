"""The project on paper, in large type, for the person's hands."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.care import queries
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["plan_paper", "plan_pdf"]

STYLE: Final = "care/hand-out.css"


def _context(request: HttpRequest, patient_id: UUID) -> dict[str, Any]:
    now = clock.now()
    return {"page": queries.hand_out(viewer_in(request), patient_id, now=now), "now": now}


@never_cache
@require_safe
def plan_paper(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """To read on the screen, and to print."""
    return render(request, "care/hand_out.html", _context(request, patient_id))


@never_cache
@require_safe
def plan_pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    context = _context(request, patient_id)
    made = paper.pdf(render_to_string("care/hand_out_paper.html", context), STYLE)
    if made is None:
        return HttpResponseRedirect(reverse("plan-paper", args=[patient_id]))
    disposition = {"Content-Disposition": 'attachment; filename="mon-projet.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)
