"""The report of a desk on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.observatory.queries import report as reading
from maillon.apps.observatory.web.asking import asked
from maillon.apps.observatory.web.presenting import context
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["figure_address", "report"]


def figure_address(query: str) -> str:
    """Where the requests behind a figure are."""
    return f"{reverse('report-figure')}?{query}"


@never_cache
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The figures of the period asked for; an unreadable period says so over this month's."""
    viewer, now, refused = viewer_in(request), clock.now(), ""
    try:
        wanted = asked(viewer, request.GET.dict(), now=now)
    except Refused as error:
        refused = sentence(error)
        wanted = asked(viewer, {"poste": request.GET.get("poste", "")}, now=now)
    shown = reading.report(viewer, wanted.desk_id, wanted.period, now=now)
    page = context(shown, figure_address)
    page |= {"refused": refused, "no_pdf": request.GET.get("pdf") == "absent"}
    return render(request, "observatory/report.html", page, status=422 if refused else 200)
