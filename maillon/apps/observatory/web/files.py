"""The report as files: a PDF to hand over, a workbook to work on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.observatory.queries import report as reading
from maillon.apps.observatory.queries.report import Report
from maillon.apps.observatory.web import paper, sheets
from maillon.apps.observatory.web.asking import asked, query_of
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["pdf", "workbook"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _read(request: HttpRequest) -> Report:
    viewer, now = viewer_in(request), clock.now()
    wanted = asked(viewer, request.GET.dict(), now=now)
    return reading.report(viewer, wanted.desk_id, wanted.period, now=now)


def _file(report: Report, content: bytes, kind: str, suffix: str) -> HttpResponse:
    name = f"rapport-{report.start.isoformat()}-{report.last.isoformat()}.{suffix}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The report on paper; where the machine cannot make PDFs, the page that prints, and why."""
    report = _read(request)
    content = paper.pdf(report)
    if content is None:
        query = query_of(report.desk_id, report.period, pdf="absent")
        return HttpResponseRedirect(f"{reverse('report')}?{query}")
    return _file(report, content, "application/pdf", "pdf")


@never_cache
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The report as a workbook, one sheet per table."""
    report = _read(request)
    return _file(report, sheets.workbook(report), XLSX, "xlsx")
