"""A vote: written as it was held, then read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.governance import actions, queries
from maillon.apps.governance.web.vote_forms import VoteForm
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["new", "one"]

TONES = {"adopted": "calm", "rejected": "late", "no_quorum": "soon"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """A vote by name, or a secret one: who was there and three sums."""
    viewer, now = viewer_in(request), clock.now()
    body = queries.body_form(viewer, body_id, now=now)
    secret = (request.POST if request.method == "POST" else request.GET).get("mode") == "secret"
    form = VoteForm(
        request.POST if request.method == "POST" else None, body=body, secret=secret,
        initial={"day": now.date()},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            made = actions.record_vote(body_id=body_id, new=form.vote(), by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le vote est noté au journal.")
            return HttpResponseRedirect(reverse("vote", args=[made.pk]), status=303)
    context = {"body": body, "form": form, "secret": secret}
    return render(request, "governance/vote_form.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def one(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """What was asked, by which rule, what came out."""
    page = queries.vote_page(viewer_in(request), motion_id, now=clock.now())
    context = {"page": page, "tone": TONES[page.line.result]}
    return render(request, "governance/vote.html", context)
