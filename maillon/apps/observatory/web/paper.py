"""The report as a PDF."""

from django.template.loader import render_to_string

from maillon.apps.observatory.queries.report import Report
from maillon.apps.observatory.web.presenting import context
from maillon.kernel import paper

__all__ = ["pdf"]


def pdf(report: Report) -> bytes | None:
    """The PDF; ``None`` where WeasyPrint does not find the libraries of the system it needs."""
    return paper.pdf(render_to_string("observatory/report_paper.html", context(report, _nowhere)))


def _nowhere(_: object) -> str:
    """Nothing on paper is a link."""
    return ""
