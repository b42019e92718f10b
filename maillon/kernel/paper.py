"""A page as a PDF, made here: no file, no address of the page is fetched."""

import threading
from typing import Any, Final

from django.contrib.staticfiles import finders

__all__ = ["pdf"]

STYLE = "maillon/css/report-paper.css"
# A sheet read and the fonts found once a thread: a file of thirty papers takes a fifth less. They
# hold nothing of what was printed: the bytes are the same as with new ones.
_KEPT: Final = threading.local()


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"nothing is fetched: {url}")


def pdf(html: str, style: str = STYLE) -> bytes | None:
    """The PDF of a page that carries everything it shows, in a sheet of ours.

    ``None`` where WeasyPrint does not find the libraries of the system it needs.
    """
    try:
        # Imported late: it is slow, and wants Pango, which a machine may not have.
        from weasyprint import HTML
    except OSError:
        return None
    sheet, fonts = _tools(style)
    made = HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[sheet], font_config=fonts)
    return bytes(made)


def _tools(style: str) -> tuple[Any, Any]:
    """The sheet of a style and the fonts, of this thread: they are not made to be shared."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    known = _KEPT.__dict__.setdefault("sheets", {})
    if style not in known:
        fonts = FontConfiguration()
        known[style] = (CSS(filename=finders.find(style), font_config=fonts), fonts)
    sheet, fonts = known[style]
    return sheet, fonts
