"""The hand-over file of a structure: a page, and the same to take away."""

import io
import zipfile
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.handover import queries
from maillon.apps.handover.queries import HandoverFile
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_pdf", "as_xlsx", "as_zip", "one"]

TITLES: Final = ("Partie", "Quoi", "Qui", "Échéance", "État")


def _file(request: HttpRequest, structure_id: UUID) -> HandoverFile:
    return queries.handover_file(viewer_in(request), structure_id, now=clock.now())


@never_cache
@require_safe
def one(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Everything a successor takes over, on one page."""
    context = {"page": _file(request, structure_id), "opened": "tout" in request.GET}
    return render(request, "handover/file.html", context)


def _lines(found: HandoverFile) -> list[tuple[str, str, str, str, str]]:
    return [
        (part.title, line.words, line.who, f"{line.day:%Y-%m-%d}" if line.day else "", line.state)
        for part in found.sections
        for line in part.lines
    ]


def _paper(found: HandoverFile) -> tuple[str, bytes]:
    """Its name and its bytes; the page itself where this machine makes no PDF."""
    html = render_to_string("handover/paper.html", {"page": found})
    made = paper.pdf(html)
    return ("relais.pdf", made) if made is not None else ("relais.html", html.encode())


@never_cache
@require_safe
def as_pdf(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The file on paper."""
    name, content = _paper(_file(request, structure_id))
    kind = "application/pdf" if name.endswith("pdf") else "text/html; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@never_cache
@require_safe
def as_xlsx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The file as a spreadsheet: a line each."""
    return xlsx_answer("relais.xlsx", "Relais", TITLES, _lines(_file(request, structure_id)))


@never_cache
@require_safe
def as_zip(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The paper and both spreadsheets, together."""
    found = _file(request, structure_id)
    name, content = _paper(found)
    lines, held = _lines(found), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
        made.writestr("relais.csv", csv_answer("relais.csv", TITLES, lines).content)
        made.writestr("relais.xlsx", xlsx_answer("relais.xlsx", "Relais", TITLES, lines).content)
    headers = {"Content-Disposition": 'attachment; filename="relais.zip"'}
    return HttpResponse(held.getvalue(), content_type="application/zip", headers=headers)
