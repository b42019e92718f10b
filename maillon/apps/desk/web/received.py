"""« Mes demandes reçues »: by her own link, or signed in. A GET, and nothing but a GET."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillon.apps.desk.queries.enrolments import my_page, page_viewer
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.queries.received import PERIODS, Asked, Received, received
from maillon.apps.desk.web.wording.offers import why_you
from maillon.apps.directory.phones import spoken
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["my_received", "my_received_link"]

WEEKS: Final = {1: "7 jours", 4: "4 semaines", 13: "3 mois"}
OUTCOMES: Final = {
    "accepted": "vous avez dit oui",
    "declined": "vous avez dit non",
    "silent": "sans réponse de votre part",
    "taken": "prise par quelqu’un d’autre",
    "withdrawn": "retirée par le poste",
    "open": "attend votre réponse",
}
CHANNELS: Final = {"sms": "par SMS", "call": "par téléphone"}


class PeriodForm(forms.Form):
    """Over how long, and which of her lines."""

    semaines = forms.TypedChoiceField(
        choices=[(weeks, WEEKS[weeks]) for weeks in PERIODS], coerce=int
    )
    ligne = forms.UUIDField(required=False)


def _asking(request: HttpRequest) -> tuple[int, UUID | None]:
    """What the address asks; four weeks where it asks for nothing that exists."""
    form = PeriodForm({"semaines": "4", **request.GET.dict()})
    form.is_valid()
    return form.cleaned_data.get("semaines", 4), form.cleaned_data.get("ligne")


def _context(page: Received) -> dict[str, Any]:
    zone = ZoneInfo(page.latest[0].timezone) if page.latest else ZoneInfo("Europe/Paris")
    return {
        "page": page,
        "since": long_day(page.since.astimezone(zone).date()),
        "until": long_day(page.until.astimezone(zone).date()),
        "periods": [(weeks, WEEKS[weeks], weeks == page.weeks) for weeks in PERIODS],
        "outcomes": [(OUTCOMES[code], page.outcomes.get(code, 0)) for code in OUTCOMES],
        "rows": _rows(page),
        "latest": [_line(one) for one in page.latest],
    }


def _rows(page: Received) -> list[tuple[str, str, str]]:
    """Hers, and the median of her colleagues; a dash where there is none to tell."""
    of = page.colleagues
    return [
        ("Demandes reçues", str(page.asked), _said(of.asked if of else None)),
        ("Places prises", str(page.taken), _said(of.taken if of else None)),
        ("Places déclarées par semaine", str(page.capacity), _said(of.capacity if of else None)),
        ("Heures déclarées par semaine", _said(page.hours), _said(of.hours if of else None)),
    ]


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace(".", ",")


def _line(one: Asked) -> Mapping[str, Any]:
    zone = ZoneInfo(one.timezone)
    day = long_day(one.made_at.astimezone(zone).date())
    return {
        "when": f"{day}, {clock_words(one.made_at, zone)}",
        "how": CHANNELS[one.channel],
        "outcome": OUTCOMES[one.outcome],
        "after": "" if one.minutes is None else f"en {one.minutes} min",
        "why": ", ".join(why_you(one.reasons)),
    }


@require_GET
def my_received_link(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of her own page."""
    viewer = page_viewer(token, now=clock.now(), origin=request.META.get("REMOTE_ADDR", ""))
    weeks, _ = _asking(request)
    page = received(viewer, weeks=weeks, now=clock.now())
    hers = my_page(viewer)
    context = {"token": token, "desk": hers.desk, "phone": spoken(hers.desk_phone)}
    return render(request, "desk/received_link.html", {**_context(page), **context, "hers": hers})


@require_GET
def my_received(request: HttpRequest) -> HttpResponse:
    """Signed in; whoever answers for several lines reads them one at a time."""
    weeks, line = _asking(request)
    page = received(viewer_in(request), weeks=weeks, now=clock.now(), line=line)
    return render(request, "desk/received.html", _context(page))
