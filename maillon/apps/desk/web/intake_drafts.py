"""Requests begun and not sent: found again, gone on with, or put aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.queries.drafts import my_drafts, put_aside
from maillon.apps.desk.web.here import desk_here
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["discard", "drafts", "from_circle", "restore"]


@never_cache
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Her own drafts, the latest first."""
    viewer, now = viewer_in(request), clock.now()
    context = {"drafts": my_drafts(viewer, now=now), "just_put_aside": put_aside(viewer, now=now)}
    return render(request, "desk/intake_drafts.html", context)


@require_POST
def from_circle(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A request for somebody whose circle is known: the page opens with what is known of her."""
    draft = actions.draft_from_circle(
        patient_id=patient_id, desk_id=desk_here(request), by=viewer_in(request), now=clock.now()
    )
    return HttpResponseRedirect(f"{reverse('intake')}?draft={draft.pk}", status=303)


@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put one aside; nobody else's can be."""
    actions.discard_draft(draft_id=draft_id, by=viewer_in(request), now=clock.now())
    messages.success(request, "Brouillon écarté.")
    return HttpResponseRedirect(reverse("drafts"), status=303)


@require_POST
def restore(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take it back, within the ten seconds of its toast."""
    actions.restore_draft(draft_id=draft_id, by=viewer_in(request), now=clock.now())
    messages.success(request, "Brouillon repris.")
    return HttpResponseRedirect(reverse("drafts"), status=303)
