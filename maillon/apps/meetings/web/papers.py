"""The minutes on paper, as a PDF, for a word processor; the meeting for a calendar."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.meetings import calendar, queries
from maillon.apps.meetings.queries import MeetingPage
from maillon.apps.meetings.web import document
from maillon.apps.meetings.web.wording import moment
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in

__all__ = ["docx", "ics", "pdf", "sheet"]

ICS = "text/calendar; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _read(request: HttpRequest, meeting_id: UUID) -> MeetingPage:
    return queries.meeting_page(viewer_in(request), meeting_id, now=clock.now())


def _context(page: MeetingPage) -> dict[str, object]:
    return {"page": page, "moment": moment(page.starts_at), "closed": moment(page.closed_at)}


@never_cache
@require_safe
def sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Agenda or minutes, to print."""
    return render(request, "meetings/print.html", _context(_read(request, meeting_id)))


@never_cache
@require_safe
def pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The same as a PDF; where the machine cannot make one, the page that prints."""
    page = _read(request, meeting_id)
    made = paper.pdf(render_to_string("meetings/paper.html", _context(page)))
    if made is None:
        return HttpResponseRedirect(reverse("meeting-print", args=[page.id]))
    return file(made, "application/pdf", "compte-rendu.pdf")


@never_cache
@require_safe
def docx(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a document to go on writing."""
    return file(document.minutes(_read(request, meeting_id)), DOCX, "compte-rendu.docx")


@never_cache
@require_safe
def ics(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting for a calendar."""
    page = _read(request, meeting_id)
    url = request.build_absolute_uri(reverse("meeting", args=[page.id]))
    return file(calendar.ics(page, url, now=clock.now()), ICS, "reunion.ics")


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; its name says nothing of the meeting."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
