"""The report as a PDF, made here: no file, no address of the page is fetched."""

from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from maillon.apps.observatory.queries.report import Report
from maillon.apps.observatory.web.presenting import context

__all__ = ["pdf"]

STYLE = "maillon/css/report-paper.css"


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"nothing is fetched: {url}")


def pdf(report: Report) -> bytes | None:
    """The PDF; ``None`` where WeasyPrint does not find the libraries of the system it needs."""
    try:
        # Imported late: it is slow, and wants Pango, which a machine may not have.
        from weasyprint import CSS, HTML
    except OSError:
        return None
    html = render_to_string("observatory/report_paper.html", context(report, lambda _: ""))
    style = CSS(filename=finders.find(STYLE))
    made = HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[style])
    return bytes(made)
