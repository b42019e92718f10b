"""An invitation to share a post: what it says, who answered, accepting or refusing with a word."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.posts import actions, draft, queries
from maillon.apps.posts.queries import InvitationPage
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["page"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, structure_id: UUID, invitation_id: UUID) -> HttpResponse:
    """The draft agreement and the answers."""
    viewer = viewer_in(request)
    found = queries.invitation_page(viewer, structure_id, invitation_id)
    if request.method == "POST":
        try:
            messages.success(request, _done(request, found, viewer, clock.now()))
        except Refused as refused:
            messages.error(request, sentence(refused))
        where = reverse("post-invitation", args=[structure_id, invitation_id])
        return HttpResponseRedirect(where, status=303)
    context = {"page": found, "warning": draft.WARNING}
    return render(request, "posts/invitation.html", context)


def _done(request: HttpRequest, found: InvitationPage, by: AccountViewer, now: datetime) -> str:
    gesture = request.POST.get("geste", "")
    if gesture == "withdraw" and found.mine:
        actions.withdraw_invitation(invitation_id=found.id, by=by, now=now)
        return "L’invitation est retirée : les structures invitées ne la lisent plus."
    if gesture in ("yes", "no") and not found.mine:
        actions.answer_invitation(
            invitation_id=found.id, organization_id=found.organization_id, answer=gesture,
            words=request.POST.get("words", ""), by=by, now=now,
        )  # fmt: skip
        return "Votre réponse est donnée. Elle n’engage à rien : la convention se signe ailleurs."
    raise NotFound
