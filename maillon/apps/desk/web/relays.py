"""Passing a request on, undoing the last act, saying who is here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.queries.presence import also_before
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.relay_forms import RelayForm, receiver_in
from maillon.apps.desk.web.requests import act_on, incomplete
from maillon.apps.desk.web.sheet import show
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import is_fragment, viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["also_here", "presence", "relay", "undo"]


@require_POST
def relay(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give it to a colleague, to a shift, to another desk."""
    sheet = request_sheet(viewer_in(asked), request_id, clock.now())
    form = RelayForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    to, word = receiver_in(form.cleaned_data["to"]), form.cleaned_data["word"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.relay_request(
            request_id=request_id, to=to, word=word, by=by, now=now
        ),
        "C’est confié, avec votre mot.",
        then=(lambda: _left(asked, sheet.reference)) if to.desk_id else None,
    )


def _left(asked: HttpRequest, reference: str) -> HttpResponse:
    """The request is at another desk: this one sees it no more."""
    done = f"La demande {reference} est à l’autre poste, avec votre mot."
    messages.success(asked, f"{done} Pour la reprendre, appelez ce poste : il vous la confie.")
    if is_fragment(asked):
        return HttpResponse(headers={"HX-Redirect": reverse("board")})
    return HttpResponseRedirect(reverse("board"), status=303)


@require_POST
def undo(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take back what was just done."""
    try:
        actions.undo(request_id=request_id, by=viewer_in(asked), now=clock.now())
    except Refused as refused:
        return show(asked, request_id, alert=sentence(refused), status=422)
    if is_fragment(asked):
        return show(asked, request_id, said="C’est annulé.")
    messages.success(asked, "C’est annulé.")
    return HttpResponseRedirect(reverse("request", args=[request_id]), status=303)


@require_POST
def presence(asked: HttpRequest) -> HttpResponse:
    """The page says, now and then, that somebody sits before it, and before which request."""
    viewer, opened = viewer_in(asked), asked.POST.get("demande", "")
    try:
        request_id = UUID(opened) if opened else None
    except ValueError:
        raise NotFound from None
    actions.be_present(desk_id=desk_here(asked), request_id=request_id, by=viewer, now=clock.now())
    return HttpResponse(status=204)


@never_cache
@require_safe
def also_here(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who else has it open; fetched again at each change of the desk."""
    names = also_before(viewer_in(asked), request_id, now=clock.now())
    return render(asked, "desk/sheet_also.html", {"also": names})
