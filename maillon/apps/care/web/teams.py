"""Light teams: who, under which rule, what is lacking; what it becomes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.teams import FACTS, KINDS
from maillon.apps.care.web.grid_wording import VERDICTS, told
from maillon.apps.care.web.wording import born
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["team", "team_act", "teams"]

TRUTH = {"yes": True, "no": False}


@never_cache
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """My teams, and the grids I owe."""
    viewer, now = viewer_in(request), clock.now()
    context = {
        "teams": [(one, VERDICTS[one.standing.verdict]) for one in queries.teams(viewer, now=now)],
        "due": queries.due_scores(viewer, now=now),
        "may_open": queries.may_coordinate(viewer),
    }
    return render(request, "care/teams.html", context)


@never_cache
@require_safe
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """One team; its rule is told again at each reading."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, team_id, now=now)
    context: dict[str, Any] = {
        "page": page,
        "kind": KINDS[page.kind],
        "kinds": [(code, words, code == page.kind) for code, words in KINDS.items()],
        "facts": [(code, words, page.facts.get(code)) for code, words in FACTS.items()],
        "circles": [(one, born(one.birth_date, "", now.date())) for one in page.circles],
        **told(page.standing),
    }
    return render(request, "care/team.html", context)


@require_POST
def team_act(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Become something else, bring somebody in, say that somebody leaves."""
    acts = {"move": _move, "add": _add, "end": _end}
    act = acts.get(request.POST.get("geste", ""))
    if act is None:
        raise NotFound
    try:
        messages.success(request, act(request, team_id))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("team", team_id)


def _move(request: HttpRequest, team_id: UUID) -> str:
    facts = {code: TRUTH[said] for code in FACTS if (said := request.POST.get(code, "")) in TRUTH}
    actions.move_team(
        team_id=team_id, kind=request.POST.get("kind", ""), facts=facts, by=viewer_in(request),
        now=clock.now(),
    )  # fmt: skip
    return "C’est noté. Rien n’est à ressaisir : membres, réseaux, scores et journal suivent."


def _add(request: HttpRequest, team_id: UUID) -> str:
    kind, _, pk = request.POST.get("who", "").partition(":")
    actions.add_teammate(
        team_id=team_id, role_id=_id(pk) if kind == "role" else None, by=viewer_in(request),
        now=clock.now(),
    )  # fmt: skip
    return "Ajouté à l’équipe."


def _end(request: HttpRequest, team_id: UUID) -> str:
    member = _id(request.POST.get("member", ""))
    if member is None:
        raise NotFound
    actions.end_teammate(team_id=team_id, member_id=member, by=viewer_in(request), now=clock.now())
    return "Sorti de l’équipe. Sa place auprès de chaque personne se règle sur sa fiche."


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
