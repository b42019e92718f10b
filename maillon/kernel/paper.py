"""A page as a PDF, made here: no file, no address of the page is fetched."""

from typing import Any

from django.contrib.staticfiles import finders

__all__ = ["pdf"]

STYLE = "maillon/css/report-paper.css"


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"nothing is fetched: {url}")


def pdf(html: str, style: str = STYLE) -> bytes | None:
    """The PDF of a page that carries everything it shows, in a sheet of ours.

    ``None`` where WeasyPrint does not find the libraries of the system it needs.
    """
    try:
        # Imported late: it is slow, and wants Pango, which a machine may not have.
        from weasyprint import CSS, HTML
    except OSError:
        return None
    sheet = CSS(filename=finders.find(style))
    return bytes(HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[sheet]))
