"""The published rule: read by anybody, printed as it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from maillon.apps.desk.queries.published import published_desks, published_rule
from maillon.apps.desk.web.wording import rule as words
from maillon.apps.directory.phones import spoken

__all__ = ["rule", "rules"]

URGENCIES = ("Dans l’heure", "Aujourd’hui", "Sous 48 heures", "Programmé")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """One line per desk: each has its own delays."""
    return render(request, "desk/published_rules.html", {"desks": published_desks()})


@vary_on_headers("Referer")
@require_safe
def rule(request: HttpRequest, desk_id: UUID) -> HttpResponse:
    """How people are chosen at this desk, with the values in force."""
    page = published_rule(desk_id)
    context = {
        "page": page,
        "phone": spoken(page.phone),
        "never": words.never(),
        "order": words.order(),
        "criteria": words.criteria(page),
        "urgencies": URGENCIES,
        "windows": [
            {"step": one.step, "waits": zip(URGENCIES, one.waits, strict=True)}
            for one in words.windows(page.policy)
        ],
        "waves": list(words.waves(page.policy)),
        "back": _whence(request),
    }
    return render(request, "desk/published_rule.html", context)


def _whence(request: HttpRequest) -> str:
    """The page of ours that led here: a carer's own link has no other way back on a phone."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()})
    return came if ours and came != request.build_absolute_uri() else ""
