"""Who is enrolled where: a map, and the same as a table that needs no script."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.desk.vocabulary import PROFESSIONS
from maillon.apps.observatory.queries.enrolled import CommuneRow, Enrolled, enrolled, outline
from maillon.errors import NotFound
from maillon.kernel.asking import viewer_in
from maillon.kernel.spreadsheets import xlsx_answer

__all__ = ["enrolled_file", "enrolled_map", "enrolled_page"]

REFERENCE: Final = 80  # per cent: the nurses of its region that the documents' desk had enrolled
NURSE: Final = "60"
REGISTERED: Final = {code: words for code, words in PROFESSIONS.items() if code.isdigit()}
Order = Callable[[CommuneRow], Any]
ORDERS: Final[dict[str, tuple[str, Order]]] = {
    "commune": ("Commune", lambda row: 0),
    "habitants": ("Habitants", lambda row: -(row.population or 0)),
    "connus": ("Au répertoire", lambda row: -row.known),
    "inscrits": ("Inscrits", lambda row: -row.enrolled),
    "part": ("Part", lambda row: 2 if row.share is None else row.share),
    "couverture": ("Peuvent y aller", lambda row: row.covering),
}


@never_cache
@csp_update({"worker-src": ["'self'"]})
@require_safe
def enrolled_page(request: HttpRequest) -> HttpResponse:
    """The table in the order asked for; the map beside it where a script can draw one."""
    profession, found = _asked(request)
    order = _order(request)
    query = {"poste": str(found.desk_id), "profession": profession}
    context = {
        "page": found, "rows": sorted(found.rows, key=ORDERS[order][1]), "order": order,
        "columns": [(code, words, _query(query, tri=code)) for code, (words, _) in ORDERS.items()],
        "profession": profession, "trade": REGISTERED[profession], "trades": REGISTERED.items(),
        "share": _percent(found.share), "reference": REFERENCE if profession == NURSE else None,
        "report_url": reverse("report"),
        "map_url": f"{reverse('enrolled-map')}?{urlencode(query)}",
        "file_url": f"{reverse('enrolled-xlsx')}?{urlencode(query | {'tri': order})}",
    }  # fmt: skip
    return render(request, "observatory/enrolled.html", context)


@never_cache
@require_safe
def enrolled_map(request: HttpRequest) -> HttpResponse:
    """The contours of the desk's communes and their figures, as GeoJSON."""
    _, found = _asked(request)
    return JsonResponse(outline(found.rows), content_type="application/geo+json")


@never_cache
@require_safe
def enrolled_file(request: HttpRequest) -> HttpResponse:
    """The same table as a workbook, in the order of the page, with where its figures come from."""
    profession, found = _asked(request)
    rows = sorted(found.rows, key=ORDERS[_order(request)][1])
    titles = ("Commune", "Code INSEE", *(words for words, _ in [*ORDERS.values()][1:]), "")
    lines: list[tuple[str, ...]] = [
        (
            row.name, row.insee, "" if row.population is None else str(row.population),
            str(row.known), str(row.enrolled), _percent(row.share), str(row.covering),
            "zone blanche" if row.white else "",
        )
        for row in rows
    ]  # fmt: skip
    on = f"au {found.as_of:%d/%m/%Y}" if found.as_of else "aucun au répertoire"
    sources = [
        f"{REGISTERED[profession]} ; {found.desk}",
        f"Source : inscrits comptés par Maillon ; Annuaire Santé (RPPS), {on} ; INSEE et IGN, 2026",
        *(["Professionnels inventés"] if found.synthetic else []),
    ]
    blank = ("",) * (len(titles) - 1)
    lines += [(words, *blank) for words in ("", *sources)]
    return xlsx_answer("inscrits-par-commune.xlsx", "Inscrits", titles, lines)


def _order(request: HttpRequest) -> str:
    order = request.GET.get("tri", "")
    return order if order in ORDERS else "commune"


def _asked(request: HttpRequest) -> tuple[str, Enrolled]:
    """The profession and the desk of the query; an unreadable desk is nobody's."""
    profession = request.GET.get("profession", NURSE)
    profession = profession if profession in REGISTERED else NURSE
    return profession, enrolled(viewer_in(request), _desk(request), profession)


def _desk(request: HttpRequest) -> UUID | None:
    given = request.GET.get("poste", "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise NotFound from None


def _query(query: dict[str, str], **more: str) -> str:
    return "?" + urlencode({**query, **more})


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{round(100 * share)}\N{NARROW NO-BREAK SPACE}%"
