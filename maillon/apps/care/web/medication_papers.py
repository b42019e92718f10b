"""A concluded medication review on paper: in large type for the person, whole for professionals."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.care import queries
from maillon.errors import NotFound
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["medication_paper", "medication_pdf"]

READERS: Final = {  # whose hands: title, style of the PDF, its file
    "personne": ("Mes médicaments", "care/hand-out.css", "mes-medicaments.pdf"),
    "equipe": ("Bilan de médication", "care/medication-paper.css", "bilan-de-medication.pdf"),
}


def _context(request: HttpRequest, patient_id: UUID, review_id: UUID, hands: str) -> dict[str, Any]:
    if hands not in READERS:
        raise NotFound
    now = clock.now()
    page = queries.medication_review(viewer_in(request), patient_id, review_id, now=now)
    if page.review.status != "completed":
        raise NotFound
    return {
        "page": page, "review": page.review, "now": now, "hands": hands,
        "title": READERS[hands][0], "for_person": hands == "personne",
    }  # fmt: skip


@never_cache
@require_safe
def medication_paper(
    request: HttpRequest, patient_id: UUID, review_id: UUID, hands: str
) -> HttpResponse:
    """To read on the screen, and to print."""
    context = _context(request, patient_id, review_id, hands)
    return render(request, "care/medication_print.html", context)


@never_cache
@require_safe
def medication_pdf(
    request: HttpRequest, patient_id: UUID, review_id: UUID, hands: str
) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    context = _context(request, patient_id, review_id, hands)
    _, style, name = READERS[hands]
    made = paper.pdf(render_to_string("care/medication_paper.html", context), style)
    if made is None:
        kept = {"patient_id": patient_id, "review_id": review_id, "hands": hands}
        return HttpResponseRedirect(reverse("medication-paper", kwargs=kept))
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)
