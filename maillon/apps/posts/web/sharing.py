"""With whom a post could be shared: looking, being seen, what fits, why not, a draft agreement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.contracts.wording.figures import euros, number
from maillon.apps.posts import actions, draft, queries
from maillon.apps.posts.actions import NewPost
from maillon.apps.posts.queries import Agreement, SharingPage
from maillon.apps.posts.vocabulary import KEYS, WEEKDAYS
from maillon.apps.posts.web.post_forms import CostForm, WishForm
from maillon.apps.posts.web.reasons import why
from maillon.engines.pooling import Group
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["docx", "page", "pdf"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Neighbours that look too, the groups that fit and their week; looking, or looking no more."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.sharing_page(viewer, structure_id, now=now)
    posted = request.method == "POST"
    gesture = request.POST.get("geste", "") if posted else ""
    form = WishForm(request.POST if gesture == "seek" else None, initial=_kept(found))
    if posted and _done(request, structure_id, gesture, form):
        where = "post" if gesture == "share" else "post-sharing"
        return HttpResponseRedirect(reverse(where, args=[structure_id]), status=303)
    return render(request, "posts/sharing.html", _context(request, found, form),
                  status=422 if posted else 200)  # fmt: skip


def _kept(found: SharingPage) -> dict[str, Any]:
    if found.wish is None:
        return {}
    one = found.wish
    return {"hours": one.hours, "days": one.days, "least_visit": one.least_visit,
            "most_minutes": one.most_minutes, "population": one.population}  # fmt: skip


def _done(request: HttpRequest, structure_id: UUID, gesture: str, form: WishForm) -> bool:
    """Whether the gesture is done; else the page says why."""
    viewer, now = viewer_in(request), clock.now()
    try:
        if gesture == "stop":
            actions.stop_seeking(organization_id=structure_id, by=viewer, now=now)
            messages.success(request, "Votre recherche est close : plus personne ne la voit.")
        elif gesture == "seek" and form.is_valid():
            actions.seek_post(organization_id=structure_id, new=form.wish(), by=viewer, now=now)
            messages.success(request, "Votre recherche est visible des structures qui cherchent.")
        elif gesture == "invite":
            _invite(request, structure_id)
            messages.success(request, "L’invitation est envoyée : chacune la lit et répond.")
        elif gesture == "share":
            _share(request, structure_id)
            messages.success(request, "Le poste mutualisé est écrit, avec votre part.")
        else:
            return False
    except Refused as refused:
        form.is_bound and form.add_error(None, sentence(refused))
        messages.error(request, sentence(refused))
        return False
    return True


def _share(request: HttpRequest, structure_id: UUID) -> None:
    """Write in this structure its own part of a pooled post."""
    told, now = _agreement(request, structure_id), clock.now()
    mine = str(structure_id)
    part = next(one for one in told.shares if one.site == mine)
    new = NewPost(
        "pooled", told.page.sites[mine].hours, now.date(),
        part.euros if told.cost is not None else None, key=told.key,
        partners=[UUID(code) for code in told.group.sites if code != mine],
    )  # fmt: skip
    actions.write_post(organization_id=structure_id, new=new, by=viewer_in(request), now=now)


def _invite(request: HttpRequest, structure_id: UUID) -> None:
    """Send the draft of this group to its other structures."""
    told = _agreement(request, structure_id)
    actions.invite_neighbours(
        organization_id=structure_id, key=told.key, by=viewer_in(request), now=clock.now(),
        with_=[UUID(code) for code in told.group.sites if code != str(structure_id)],
        full_time=CostForm(request.POST).full_time,
    )  # fmt: skip


def _context(request: HttpRequest, found: SharingPage, form: WishForm) -> dict[str, Any]:
    cost = CostForm(request.GET if request.GET else None)
    groups = [_group(found, one, cost) for one in found.pooling.groups[:SHOWN]]
    together = found.pooling.together
    return {
        "page": found, "form": form,
        "invitations": queries.invitations(viewer_in(request), found.card.id),
        "cost_form": cost, "groups": groups,
        "more": max(0, len(found.pooling.groups) - SHOWN),
        "key_label": KEYS[cost.key], "cost_query": _query(cost),
        "neighbours": [(one, number(one.wish.hours), _days(one.wish.days), number(round(one.km)))
                       for one in found.neighbours],
        "refused": [(name, why(reason, found.names)) for name, reason in found.refused()],
        "together": why(together, found.names) if together else "",
    }  # fmt: skip


def _query(cost: CostForm) -> str:
    told = "" if cost.full_time is None else f"&cout={cost.full_time}".replace(".", ",")
    return f"cle={cost.key}{told}"


def _days(days: tuple[int, ...]) -> str:
    return ", ".join(WEEKDAYS[one] for one in days)


def _group(found: SharingPage, one: Group, cost: CostForm) -> dict[str, Any]:
    """A group as the page shows it: its week day by day, its road, who pays what."""
    others = list(one.sites[1:])
    whole = queries.cost_of(one, cost.full_time)
    return {
        "names": [found.names[code] for code in one.sites], "others": others,
        "hours": number(one.hours), "half_days": one.half_days, "minutes": one.week.minutes,
        "km": number(round(one.week.km)), "cost": "" if whole is None else euros(whole),
        "week": draft.week(found, one), "shares": _shares(found, one, cost),
        "query": "&".join(f"avec={code}" for code in others) + "&" + _query(cost),
    }  # fmt: skip


def _shares(found: SharingPage, one: Group, cost: CostForm) -> list[tuple[str, str, str]] | str:
    try:
        told = queries.shares_of(found, one, cost.key, cost.full_time)
    except Refused as refused:
        return sentence(refused)
    return draft.parts(found, told, cost.full_time is not None)


def _agreement(request: HttpRequest, structure_id: UUID) -> Agreement:
    asked = request.POST if request.method == "POST" else request.GET
    cost = CostForm(asked)
    try:
        chosen = [UUID(one) for one in asked.getlist("avec")]
    except ValueError:
        raise NotFound from None
    return queries.agreement(
        viewer_in(request), structure_id, with_=chosen, key=cost.key, full_time=cost.full_time,
        now=clock.now(),
    )  # fmt: skip


@never_cache
@require_safe
def docx(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The draft agreement, to go on writing."""
    return _file(draft.document(_drafted(request, structure_id)), DOCX, "projet-convention.docx")


@never_cache
@require_safe
def pdf(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The draft agreement, to read; where the machine makes no PDF, the page that prints."""
    html = render_to_string("posts/agreement.html", {"draft": _drafted(request, structure_id)})
    made = paper.pdf(html)
    if made is None:
        return HttpResponse(html)
    return _file(made, "application/pdf", "projet-convention.pdf")


def _drafted(request: HttpRequest, structure_id: UUID) -> draft.Draft:
    try:
        return draft.of(_agreement(request, structure_id), clock.now().date())
    except Refused:
        raise NotFound from None


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
