"""« Et si… ? »: what a lead supposes of her desk, and the drawing of the answer."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.actions.supposing import SEEDS
from maillon.apps.desk.queries import supposing as queries
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.queries.supposing import ScenarioPage
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.supposing_basis import taken_and_supposed
from maillon.apps.desk.web.supposing_chart import curves, figures, verdict
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import is_fragment, viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["cancel", "scenario", "scenarios"]

STATES = {
    "waiting": ("wait", "en attente"),
    "running": ("soon", "en cours"),
    "done": ("done", "terminé"),
    "cancelled": ("wait", "arrêté"),
    "failed": ("late", "interrompu"),
}


def _percent(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=-50, max_value=50, label=label, help_text=hint, initial=0,
        error_messages={"invalid": "Écrivez un nombre entier de −50 à 50."},
    )  # fmt: skip


class SupposedForm(forms.Form):
    """Three changes in percent, and how many weeks to live on each side."""

    nurses = _percent("Infirmiers inscrits, en %", "−20 : un sur cinq de moins.")
    requests = _percent("Demandes reçues, en %", "20 : une sur cinq de plus.")
    available = _percent("Se disent disponibles, en %", "Tous métiers ; −10 : un sur dix de moins.")
    seeds = forms.TypedChoiceField(
        coerce=int, initial=3, label="Tirages",
        choices=[(n, f"{n} tirage{'s' if n > 1 else ''}") for n in SEEDS],
        help_text="Plus de tirages, un intervalle plus sûr, et une réponse plus longue à venir.",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scenarios(request: HttpRequest) -> HttpResponse:
    """The form and the past answers; the POST asks for a new one."""
    viewer, desk_id = viewer_in(request), desk_here(request)
    past = queries.scenarios(viewer, desk_id)
    if request.method != "POST":
        return _page(request, past, SupposedForm(initial={"nurses": -20}))
    form = SupposedForm(request.POST)
    if not form.is_valid():
        return _page(request, past, form, "Corrigez ce qui est marqué : rien n’est lancé.")
    supposed = actions.Supposed(**form.cleaned_data)
    try:
        asked = actions.ask_scenario(desk_id=desk_id, supposed=supposed, by=viewer, now=clock.now())
    except Refused as refused:
        return _page(request, past, form, sentence(refused))
    return HttpResponseRedirect(reverse("scenario", args=[asked.pk]), status=303)


def _page(
    request: HttpRequest, past: tuple[ScenarioPage, ...], form: SupposedForm, alert: str = ""
) -> HttpResponse:
    rows = [(one, words(one), *STATES[one.state], _when(one)) for one in past]
    context = {"form": form, "rows": rows, "alert": alert}
    return render(request, "desk/scenarios.html", context, status=422 if alert else 200)


def words(page: ScenarioPage) -> str:
    """« 20 % d’infirmiers en moins, 10 % de demandes en plus »."""
    names = {"nurses": "d’infirmiers", "requests": "de demandes", "available": "de disponibles"}
    told = [
        f"{abs(change)} % {name} en {'plus' if change > 0 else 'moins'}"
        for key, name in names.items()
        if (change := page.supposed[key])
    ]
    return ", ".join(told)


def _when(page: ScenarioPage) -> str:
    zone = ZoneInfo(page.timezone)
    return f"{long_day(page.asked_at.astimezone(zone).date())}, {clock_words(page.asked_at, zone)}"


@never_cache
@require_safe
def scenario(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """One answer, or how far it has come; the page asks again while it runs."""
    page = queries.scenario(viewer_in(request), scenario_id)
    level, state = STATES[page.state]
    context: dict[str, Any] = {
        "page": page, "words": words(page), "when": _when(page), "level": level, "state": state,
    }  # fmt: skip
    if page.result:
        context |= {"chart": curves(page.result), "figures": figures(page.result)}
        context["verdict"] = verdict(page.result)
        context["basis"] = taken_and_supposed(page.result)
    name = "desk/scenario_state.html" if is_fragment(request) else "desk/scenario.html"
    return render(request, name, context)


@require_POST
def cancel(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """Stop it; what it has lived is lost."""
    actions.cancel_scenario(scenario_id=scenario_id, by=viewer_in(request), now=clock.now())
    return HttpResponseRedirect(reverse("scenario", args=[scenario_id]), status=303)
