"""Somebody who comes already cannot go on: the rest is searched, here or in a new request."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.sheet import request_behind
from maillon.apps.desk.web import sheet_forms
from maillon.apps.desk.web.requests import act_on, incomplete
from maillon.kernel import clock
from maillon.kernel.asking import is_fragment, viewer_in

__all__ = ["replace"]

DONE = "La suite est cherchée ; qui venait jusque-là n’est pas sollicité."


@require_POST
def replace(asked: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The sheet where the rest of the care is searched."""
    request_id = request_behind(viewer_in(asked), "assignment", assignment_id, clock.now())
    form = sheet_forms.ReplacementForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    told = form.cleaned_data
    new = actions.Replacement(
        assignment_id, told["from_day"], told["reason"], told["tell"] or "requester"
    )
    where: list[UUID] = []
    return act_on(
        asked,
        request_id,
        lambda by, now: where.append(actions.replace_carer(new=new, by=by, now=now).pk),
        DONE,
        then=lambda: _shown(asked, where[0]),
    )


def _shown(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    messages.success(asked, DONE)
    url = reverse("request", args=[request_id])
    if is_fragment(asked):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)
