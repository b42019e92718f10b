"""The pages of whoever leads a desk: its settings, its triage rules."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.desk import actions
from maillon.apps.desk.queries.attendance import desk_attendance
from maillon.apps.desk.queries.rules import rule_lines, rule_to_edit
from maillon.apps.desk.queries.settings import DeskSettings, desk_settings
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.settings_forms import RuleForm, SettingsForm
from maillon.apps.desk.web.wording.attendance import attendance_words
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.chance import new_id
from maillon.kernel.sentences import sentence

__all__ = ["rule", "settings"]

NAMES = {
    "timezone": "heure locale",
    "opening_hours": "horaires",
    "closed_holidays": "jours fériés",
    "closed_days": "jours de fermeture",
    "closed_notice": "qui répond, fermé",
    "evening_desk_id": "poste du soir",
    "policy": "vagues et délais",
}
STATES = {
    "in_force": ("done", "en vigueur"),
    "to_come": ("soon", "à venir"),
    "before": ("wait", "remplacée"),
}
POST_TOO = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@POST_TOO
def settings(asked: HttpRequest) -> HttpResponse:
    """Hours, the evening, the waves; the rules with their versions; who changed what."""
    viewer, desk_id, now = viewer_in(asked), desk_here(asked), clock.now()
    page = desk_settings(viewer, desk_id, now=now)
    if asked.method != "POST":
        return _page(asked, page, SettingsForm(page))
    form = SettingsForm(page, asked.POST)
    if not form.is_valid():
        return _page(asked, page, form, "Corrigez ce qui est marqué : rien n’est enregistré.")
    try:
        actions.change_settings(desk_id=desk_id, new=_new(asked, form), by=viewer, now=now)
    except Refused as refused:
        return _page(asked, page, form, sentence(refused))
    messages.success(asked, "Réglages enregistrés. Tout le poste les a dès maintenant.")
    return HttpResponseRedirect(reverse("desk-settings"), status=303)


def _new(asked: HttpRequest, form: SettingsForm) -> actions.NewSettings:
    told, seen = form.cleaned_data, asked.POST.get("vu", "")
    return actions.NewSettings(
        seen=int(seen) if seen.isascii() and seen.isdigit() else -1,
        timezone=told["timezone"],
        opening_hours={str(day): told[f"day_{day}"] for day in range(7) if told[f"day_{day}"]},
        closed_holidays=told["closed_holidays"],
        closed_days=told["closed_days"],
        closed_notice=told["closed_notice"],
        evening_desk_id=UUID(told["evening"]) if told["evening"] else None,
        policy=form.policy(),
    )


def _page(
    asked: HttpRequest, page: DeskSettings, form: SettingsForm, alert: str = ""
) -> HttpResponse:
    viewer, now = viewer_in(asked), clock.now()
    lines = rule_lines(viewer, page.id, now=now)
    held = desk_attendance(viewer, page.id, now=now)
    context = {
        "held": attendance_words(held, ZoneInfo(page.timezone)),
        "page": page,
        "form": form,
        "alert": alert,
        "lines": [(line, *STATES[line.state]) for line in lines],
        "changes": [
            (change, ", ".join(_named(name) for name in change.what)) for change in page.changes
        ],
    }
    return render(asked, "desk/settings.html", context, status=422 if alert else 200)


def _named(name: str) -> str:
    if name.startswith("rule:"):
        return f"règle « {name.removeprefix('rule:')} »"
    return NAMES.get(name, name)


@never_cache
@POST_TOO
def rule(asked: HttpRequest, rule_id: str = "") -> HttpResponse:
    """A new version of a rule, or a new rule."""
    viewer, desk_id, now = viewer_in(asked), desk_here(asked), clock.now()
    page = desk_settings(viewer, desk_id, now=now)
    known = rule_to_edit(viewer, desk_id, rule_id, now=now) if rule_id else None
    context: dict[str, object] = {"page": page, "rule": known, "alert": ""}
    if asked.method != "POST":
        today = _today(page, now)
        form = RuleForm(initial=RuleForm.of(known, today) if known else {"since": today})
        return render(asked, "desk/rule.html", {**context, "form": form})
    form = RuleForm(asked.POST)
    alert = "Corrigez ce qui est marqué : rien n’est enregistré."
    if form.is_valid():
        try:
            _write(asked, desk_id, rule_id or f"poste-{str(new_id())[:8]}", form, now)
        except Refused as refused:
            alert = sentence(refused)
        else:
            messages.success(
                asked, "La règle est enregistrée ; les versions d’avant restent lisibles."
            )
            return HttpResponseRedirect(reverse("desk-settings") + "#rules", status=303)
    return render(asked, "desk/rule.html", {**context, "form": form, "alert": alert}, status=422)


def _today(page: DeskSettings, now: datetime) -> str:
    return now.astimezone(ZoneInfo(page.timezone)).date().isoformat()


def _write(asked: HttpRequest, desk_id: UUID, rule_id: str, form: RuleForm, now: datetime) -> None:
    told = form.cleaned_data
    kept = {name: told[name] for name in ("since", "reminder", "suggests", "source", "retired")}
    new = actions.NewRule(rule=rule_id, when=form.when(), **kept)
    actions.write_rule(desk_id=desk_id, new=new, by=viewer_in(asked), now=now)
