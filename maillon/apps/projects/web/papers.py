"""The whole project on paper, as a PDF, for a word processor: today's draft, or as adopted."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.projects import queries
from maillon.apps.projects.queries import Document
from maillon.apps.projects.web import document
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["docx", "pdf", "sheet"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _read(request: HttpRequest, project_id: UUID) -> Document:
    told = request.GET.get("adoption", "")
    number = int(told) if told.isdigit() and len(told) < 5 else 0
    return queries.document(viewer_in(request), project_id, now=clock.now(), number=number)


@never_cache
@require_safe
def sheet(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The whole project, to print."""
    page = _read(request, project_id)
    return render(request, "projects/print.html", {"page": page, "told": page.told})


@never_cache
@require_safe
def pdf(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    page = _read(request, project_id)
    made = paper.pdf(render_to_string("projects/paper.html", {"page": page, "told": page.told}))
    if made is None:
        return HttpResponseRedirect(reverse("project-print", args=[page.project_id]))
    return _file(made, "application/pdf", "projet-de-sante.pdf")


@never_cache
@require_safe
def docx(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The same as a document to go on writing."""
    return _file(document.project(_read(request, project_id)), DOCX, "projet-de-sante.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
