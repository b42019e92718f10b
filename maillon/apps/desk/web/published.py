"""The published rule: read by anybody, printed as it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillon.apps.desk.queries.published import published_desks, published_rule
from maillon.apps.desk.web.wording import rule as words
from maillon.apps.directory.phones import spoken

__all__ = ["rule", "rules"]

URGENCIES = ("Dans l’heure", "Aujourd’hui", "Sous 48 heures", "Programmé")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """One line per desk: each has its own delays."""
    return render(request, "desk/published_rules.html", {"desks": published_desks()})


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
        "windows": words.windows(page.policy),
        "waves": list(words.waves(page.policy)),
    }
    return render(request, "desk/published_rule.html", context)
