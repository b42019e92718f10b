"""A carer's words that were not understood: what came of reading them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["read"]

SAID = {
    "read": "C’est noté : ce message est lu.",
    "called": "C’est noté : rappelé.",
    "no_answer": "C’est noté : ce message revient dans une demi-heure.",
}


@require_POST
def read(request: HttpRequest, inbound_id: UUID) -> HttpResponse:
    """Read, called, or nobody there."""
    outcome = request.POST.get("outcome", "")
    try:
        actions.answer_words(
            inbound_id=inbound_id, outcome=outcome, by=viewer_in(request), now=clock.now()
        )
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, SAID[outcome])
    return HttpResponseRedirect(reverse("home"), status=303)
