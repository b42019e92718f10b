"""The post: who coordinates, at what cost against the contract, what its tasks take."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.contracts.wording.figures import euros, number
from maillon.apps.posts import actions, queries
from maillon.apps.posts.queries import PostPage
from maillon.apps.posts.web.post_forms import LoadForm, PostForm, PresenceForm, SpendingForm
from maillon.apps.posts.web.wording import spent
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["end", "page"]

FORMS: dict[str, type[forms.Form]] = {
    "post": PostForm, "presence": PresenceForm, "ceiling": SpendingForm, "load": LoadForm,
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Everything of the post on one page; each small form writes one thing."""
    found = queries.post_page(viewer_in(request), structure_id, now=clock.now())
    asked = request.POST.get("geste", "") if request.method == "POST" else None
    drawn = {name: form(request.POST if asked == name else None, prefix=name)
             for name, form in FORMS.items()}  # fmt: skip
    form = drawn.get(asked or "")
    if form is not None and form.is_valid() and _written(request, structure_id, asked or "", form):
        return HttpResponseRedirect(reverse("post", args=[structure_id]), status=303)
    failed = asked is not None
    return render(request, "posts/post.html", _context(found, drawn), status=422 if failed else 200)


def _context(found: PostPage, drawn: dict[str, forms.Form]) -> dict[str, Any]:
    shown = {f"{name}_form": form for name, form in drawn.items()}
    return {
        **shown, "page": found,
        "posts": [(one, number(one.weekly_hours), _euros(one.yearly_cost), number(one.agreed),
                   number(one.delivered), _gap(one.gap)) for one in found.posts],
        "cost": _rounded(found.cost), "hours": number(found.hours), "noted": spent(found.minutes),
        "amount": euros(found.amount.euros) if found.amount else "",
        "percent": "" if found.percent is None else number(found.percent),
        "loads": [(one, spent(one.minutes)) for one in found.loads],
        "each": [(name, spent(minutes)) for name, minutes in found.each],
    }  # fmt: skip


def _euros(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)


def _rounded(amount: Decimal | None) -> str:
    """To the euro: the figure stands in large letters on a telephone; its lines have the cents."""
    return "" if amount is None else f"{number(amount.quantize(Decimal(1)))}\u00a0€"


def _gap(hours: Decimal) -> str:
    """« il manque 12 h »."""
    if hours > 0:
        return f"il manque {number(hours)} h"
    return f"{number(-hours)} h de plus que prévu" if hours < 0 else "comme prévu"


def _written(request: HttpRequest, structure_id: UUID, name: str, form: forms.Form) -> bool:
    """Whether it is written; else the form says why."""
    told, by, now = form.cleaned_data, viewer_in(request), clock.now()
    try:
        if isinstance(form, PostForm):
            actions.write_post(organization_id=structure_id, new=form.post(), by=by, now=now)
        elif name == "presence":
            actions.say_presence(post_id=told["post"], day=told["day"], hours=told["hours"],
                                 by=by, now=now)  # fmt: skip
        elif name == "ceiling":
            actions.say_spending(organization_id=structure_id, by=by, now=now, **told)
        else:
            actions.say_load(organization_id=structure_id, by=by, now=now, **told)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, "C’est écrit.")
    return True


@require_POST
def end(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The post ends today; its line stays."""
    viewer, now = viewer_in(request), clock.now()
    house = queries.post_house(viewer, post_id)
    try:
        actions.end_post(post_id=post_id, ends_on=now.date(), by=viewer, now=now)
        messages.success(request, "Le poste est terminé à partir d’aujourd’hui.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return HttpResponseRedirect(reverse("post", args=[house]), status=303)
