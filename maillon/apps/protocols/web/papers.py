"""A protocol on paper, as a PDF, for a word processor; the scan of a signature."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.protocols import queries
from maillon.apps.protocols.queries import ProtocolPage
from maillon.apps.protocols.web import document
from maillon.apps.protocols.web.protocol import asked_number
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["docx", "pdf", "scan", "sheet"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _read(request: HttpRequest, protocol_id: UUID) -> ProtocolPage:
    return queries.protocol_page(
        viewer_in(request), protocol_id, now=clock.now(), number=asked_number(request)
    )


def _context(page: ProtocolPage) -> dict[str, object]:
    return {"page": page, "one": page.version}


@never_cache
@require_safe
def sheet(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """To print."""
    return render(request, "protocols/print.html", _context(_read(request, protocol_id)))


@never_cache
@require_safe
def pdf(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    page = _read(request, protocol_id)
    made = paper.pdf(render_to_string("protocols/paper.html", _context(page)))
    if made is None:
        address = f"{reverse('protocol-print', args=[page.id])}?version={page.version.number}"
        return HttpResponseRedirect(address)
    return _file(made, "application/pdf", "protocole.pdf")


@never_cache
@require_safe
def docx(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """The text as a document to go on writing."""
    return _file(document.protocol(_read(request, protocol_id)), DOCX, "protocole.docx")


@never_cache
@require_safe
def scan(request: HttpRequest, signature_id: UUID) -> HttpResponse:
    """The signed page, never run by the browser."""
    content, kind = queries.scan(viewer_in(request), signature_id)
    return _file(content, kind, "signature")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; its name says nothing of the protocol."""
    return HttpResponse(
        content, content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"',
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
