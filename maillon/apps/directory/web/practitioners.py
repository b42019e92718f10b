"""Looking for a professional, and her page."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.directory import queries
from maillon.apps.directory.web import presenting
from maillon.apps.directory.web.finding import Asked, asked_of
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.spreadsheets import csv_answer, xlsx_answer

__all__ = ["as_csv", "as_xlsx", "listing", "one"]

ROUTE = "practitioners"
TITLES = (
    "Nom", "Profession", "Compétences", "Lieu", "Code postal", "Ville", "Inscrit au poste",
    "Fictif", "Source", "Date de l’extrait",
)  # fmt: skip


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Professionals by name, profession, skill, site or town."""
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    found = _found(viewer, asked)
    context = {
        "asked": asked,
        "professions": queries.professions(viewer),
        "found": found,
        "searched": _searched(asked),
        "csv": asked.address("practitioners-csv"),
        "xlsx": asked.address("practitioners-xlsx"),
        "previous": asked.address(ROUTE, page=found.page - 1) if found.page > 1 else "",
        "next": asked.address(ROUTE, page=found.page + 1) if found.more else "",
    }
    return render(request, "directory/practitioners.html", context)


@never_cache
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same search as a file of lines, each with its source and day."""
    return csv_answer("professionnels.csv", TITLES, _exported(request))


@never_cache
@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same search as a workbook, every line with its source and day."""
    return xlsx_answer("professionnels.xlsx", "Professionnels", TITLES, _exported(request))


@never_cache
@require_safe
def one(request: HttpRequest, practitioner_id: UUID) -> HttpResponse:
    """Everything known about one professional, each fact with its source and its day."""
    card = queries.practitioner(viewer_in(request), practitioner_id)
    now = clock.now()
    context = {
        "card": card,
        "title": presenting.name_with_title(card),
        "identity": presenting.identity(card, now),
        "sites": presenting.sites(card, now),
        "mailboxes": presenting.mailboxes(card.mailboxes, now),
    }
    return render(request, "directory/practitioner.html", context)


def _found(viewer: AccountViewer, asked: Asked) -> queries.FoundPractitioners:
    """What was asked for; asked for nothing, those whom desks may ask, if there are any."""
    if not _searched(asked):
        those = queries.search_practitioners(viewer, askable=True, page=asked.page)
        if those.results:
            return those
    return queries.search_practitioners(viewer, asked.q, **_narrowed(asked), page=asked.page)


def _exported(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    viewer = viewer_in(request)
    asked = asked_of(viewer, request.GET)
    if not _searched(asked) and queries.search_practitioners(viewer, askable=True).results:
        return map(_line, queries.exported_practitioners(viewer, askable=True))
    return map(_line, queries.exported_practitioners(viewer, asked.q, **_narrowed(asked)))


def _searched(asked: Asked) -> bool:
    return bool(asked.q or asked.profession or asked.commune)


def _narrowed(asked: Asked) -> dict[str, Any]:
    return {"profession": asked.profession, "commune": asked.insee}


def _line(found: queries.FoundPractitioner) -> tuple[str, ...]:
    return (
        found.name,
        found.profession_label,
        ", ".join(found.skills),
        found.site_name,
        found.postal_code,
        found.town,
        "oui" if found.responder_id else "",
        "oui" if found.synthetic else "",
        found.source,
        found.as_of.isoformat(),
    )
