"""Giving somebody's open tasks to a successor, undoing it, closing an access."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.handover import actions, queries
from maillon.apps.handover.queries import LeavingPage
from maillon.apps.handover.web.forms import EndForm, PassForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["end", "page", "undo"]


def _asked(request: HttpRequest) -> UUID | None:
    """Whose tasks, as chosen."""
    said = (request.POST if request.method == "POST" else request.GET).get("qui", "")
    try:
        return UUID(said) if said else None
    except ValueError as error:
        raise NotFound from error


def _here(structure_id: UUID, account_id: UUID | None) -> HttpResponseRedirect:
    address = reverse("handover-pass", args=[structure_id])
    return HttpResponseRedirect(f"{address}?qui={account_id}", status=303)


def _pass_form(request: HttpRequest, told: LeavingPage) -> PassForm:
    """Of somebody who has gone, whoever reads is proposed as the one who takes over."""
    people = [(one.id, one.name) for one in told.here if one.id != told.chosen]
    first = {} if told.roles else {"successor": str(viewer_in(request).account_id)}
    return PassForm(
        request.POST if request.method == "POST" else None, people=people, initial=first
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Choose who leaves; then give her tasks to somebody."""
    viewer, now, chosen = viewer_in(request), clock.now(), _asked(request)
    told = queries.leaving_page(viewer, structure_id, chosen, now=now)
    form = _pass_form(request, told)
    if chosen and form.is_bound and form.is_valid():
        try:
            actions.pass_tasks(
                organization_id=structure_id, from_id=chosen,
                to_id=UUID(form.cleaned_data["successor"]), by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("successor", sentence(refused))
        else:
            messages.success(request, "C’est confié. Vous pouvez encore rendre ces tâches.")
            return _here(structure_id, chosen)
    context = {"page": told, "form": form, "end_form": EndForm(initial={"last": now.date()})}
    return render(request, "handover/pass.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Close an access to this structure, today or from a day on."""
    viewer, now, chosen = viewer_in(request), clock.now(), _asked(request)
    queries.leaving_page(viewer, structure_id, chosen, now=now)
    form = EndForm(request.POST)
    if chosen is None or not form.is_valid():
        messages.error(request, "Rien n’a changé : dites de qui, et à partir de quel jour.")
        return _here(structure_id, chosen)
    try:
        actions.end_access(
            organization_id=structure_id, account_id=chosen, last=form.cleaned_data["last"],
            by=viewer, now=now,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "L’accès se ferme ce jour-là. L’histoire est gardée.")
    return _here(structure_id, chosen)


@require_POST
def undo(request: HttpRequest, succession_id: UUID) -> HttpResponse:
    """Give the tasks back to who had them."""
    viewer = viewer_in(request)
    house = queries.house_of(viewer, succession_id)
    try:
        done = actions.return_tasks(succession_id=succession_id, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
        return HttpResponseRedirect(reverse("handover-pass", args=[house]), status=303)
    messages.success(request, "Rendu : les tâches encore ouvertes reviennent à qui les avait.")
    return _here(house, done.from_account_id)
