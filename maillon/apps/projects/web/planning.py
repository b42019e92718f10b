"""Objectives and actions, groups and partners; one action with its measures and its sheet."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.projects import actions, queries
from maillon.apps.projects.web.answering import done
from maillon.apps.projects.web.forms import (
    ActionForm,
    EntrustForm,
    EvaluationForm,
    GroupForm,
    IndicatorForm,
    PartnerForm,
    ReadingForm,
)
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["action", "action_act", "plan", "plan_act"]


@never_cache
@require_safe
def plan(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Where the project stands: objectives, actions, groups, partners."""
    page = queries.plan_page(viewer_in(request), project_id, now=clock.now())
    groups = [(one.id, one.name) for one in page.groups]
    context = {
        "page": page, "partner": PartnerForm(), "group": GroupForm(people=page.members),
        "forms": [(one, ActionForm(people=page.members, groups=groups, prefix=f"o{one.id.hex[:8]}"))
                  for one in page.objectives],
    }  # fmt: skip
    return render(request, "projects/plan.html", context)


@require_POST
def plan_act(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """An objective, an action, a group, a partner."""
    viewer = viewer_in(request)
    page = queries.plan_page(viewer, project_id, now=clock.now())
    if not page.leads:
        raise NotFound
    gesture = _PLAN.get(request.POST.get("geste", ""))
    if gesture is None:
        raise NotFound
    return gesture(request, viewer, page)


def _objective(request: HttpRequest, viewer: AccountViewer, page: queries.PlanPage) -> HttpResponse:
    return done(
        request, reverse("project-plan", args=[page.id]), "L’objectif est noté.",
        lambda: actions.add_objective(
            project_id=page.id, text=request.POST.get("text", ""), by=viewer, now=clock.now()
        ),
    )  # fmt: skip


def _action(request: HttpRequest, viewer: AccountViewer, page: queries.PlanPage) -> HttpResponse:
    told = request.POST.get("objective", "")
    found = next((one for one in page.objectives if str(one.id) == told), None)
    if found is None:
        raise NotFound
    groups = [(one.id, one.name) for one in page.groups]
    form = ActionForm(request.POST, people=page.members, groups=groups,
                      prefix=f"o{found.id.hex[:8]}")  # fmt: skip
    return done(
        request, reverse("project-plan", args=[page.id]), "L’action est notée.",
        lambda: actions.add_action(objective_id=found.id, new=form.action(), by=viewer,
                                   now=clock.now()),
        valid=form.is_valid(),
    )  # fmt: skip


def _group(request: HttpRequest, viewer: AccountViewer, page: queries.PlanPage) -> HttpResponse:
    form = GroupForm(request.POST, people=page.members)
    return done(
        request, reverse("project-plan", args=[page.id]), "Le groupe de travail est noté.",
        lambda: actions.write_group(project_id=page.id, by=viewer, now=clock.now(), **form.told()),
        valid=form.is_valid(),
    )  # fmt: skip


def _partner(request: HttpRequest, viewer: AccountViewer, page: queries.PlanPage) -> HttpResponse:
    form = PartnerForm(request.POST)
    return done(
        request, reverse("project-plan", args=[page.id]), "Le partenaire est noté.",
        lambda: actions.add_partner(
            project_id=page.id, organization_id=form.cleaned_data["partner"],
            name=form.cleaned_data["partner_text"], role=form.cleaned_data["role"],
            since=form.cleaned_data["since"], by=viewer, now=clock.now(),
        ),
        valid=form.is_valid(),
    )  # fmt: skip


def _leave(request: HttpRequest, viewer: AccountViewer, page: queries.PlanPage) -> HttpResponse:
    told = request.POST.get("partner", "")
    found = next((one for one in page.partners if str(one.id) == told), None)
    if found is None:
        raise NotFound
    now = clock.now()
    return done(
        request, reverse("project-plan", args=[page.id]), "Sa fin est notée, sa ligne reste.",
        lambda: actions.end_partner(partner_id=found.id, ended_on=now.date(), by=viewer, now=now),
    )  # fmt: skip


_PLAN: dict[str, Callable[[HttpRequest, AccountViewer, queries.PlanPage], HttpResponse]] = {
    "objective": _objective, "action": _action, "group": _group, "partner": _partner,
    "partner_end": _leave,
}  # fmt: skip


@never_cache
@require_safe
def action(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """One action: who, when, what is measured, what came of it."""
    now = clock.now()
    page = queries.action_page(viewer_in(request), action_id, now=now)
    context = {
        "page": page, "indicator": IndicatorForm(),
        "reading": ReadingForm(initial={"day": now.date()}),
        "entrust": EntrustForm(people=page.members, initial={
            "owner": str(page.card.owner_id or ""), "due_on": page.card.due_on,
        }),
        "sheet": EvaluationForm(initial={
            "hypothesis": page.hypothesis, "measure": page.measure, "result": page.result,
            "verdict": page.verdict,
        }),
    }  # fmt: skip
    return render(request, "projects/action.html", context)


@require_POST
def action_act(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Entrust it, end it, measure it, evaluate it."""
    viewer = viewer_in(request)
    page = queries.action_page(viewer, action_id, now=clock.now())
    gesture = _ACTION.get(request.POST.get("geste", ""))
    if gesture is None or not page.writes:
        raise NotFound
    return gesture(request, viewer, page)


def _entrust(request: HttpRequest, viewer: AccountViewer, page: queries.ActionPage) -> HttpResponse:
    form = EntrustForm(request.POST, people=page.members)
    return done(
        request, reverse("project-action", args=[page.card.id]), "L’action est confiée.",
        lambda: actions.entrust_action(
            action_id=page.card.id, owner_id=form.owner_id(), due_on=form.cleaned_data["due_on"],
            by=viewer, now=clock.now(),
        ),
        valid=form.is_valid(),
    )  # fmt: skip


def _end(request: HttpRequest, viewer: AccountViewer, page: queries.ActionPage) -> HttpResponse:
    return done(
        request, reverse("project-action", args=[page.card.id]),
        "C’est noté : l’action et sa tâche sont terminées.",
        lambda: actions.end_action(action_id=page.card.id, outcome=request.POST.get("outcome", ""),
                                   by=viewer, now=clock.now()),
    )  # fmt: skip


def _indicator(
    request: HttpRequest, viewer: AccountViewer, page: queries.ActionPage
) -> HttpResponse:
    form = IndicatorForm(request.POST)
    return done(
        request, reverse("project-action", args=[page.card.id]), "L’indicateur est noté.",
        lambda: actions.add_indicator(action_id=page.card.id, by=viewer, now=clock.now(),
                                      **form.cleaned_data),
        valid=form.is_valid(),
    )  # fmt: skip


def _reading(request: HttpRequest, viewer: AccountViewer, page: queries.ActionPage) -> HttpResponse:
    told = request.POST.get("indicator", "")
    found = next((one for one in page.card.indicators if str(one.id) == told), None)
    if found is None:
        raise NotFound
    form = ReadingForm(request.POST)
    return done(
        request, reverse("project-action", args=[page.card.id]), "La mesure est notée.",
        lambda: actions.note_reading(indicator_id=found.id, by=viewer, now=clock.now(),
                                     **form.cleaned_data),
        valid=form.is_valid(),
    )  # fmt: skip


def _evaluate(
    request: HttpRequest, viewer: AccountViewer, page: queries.ActionPage
) -> HttpResponse:
    form = EvaluationForm(request.POST)
    return done(
        request, reverse("project-action", args=[page.card.id]), "La fiche est enregistrée.",
        lambda: actions.evaluate_action(action_id=page.card.id, new=form.told(), by=viewer,
                                        now=clock.now()),
        valid=form.is_valid(),
    )  # fmt: skip


_ACTION: dict[str, Callable[[HttpRequest, AccountViewer, queries.ActionPage], HttpResponse]] = {
    "entrust": _entrust, "end": _end, "indicator": _indicator, "reading": _reading,
    "evaluate": _evaluate,
}  # fmt: skip
