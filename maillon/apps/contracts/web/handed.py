"""What else came through the payer's door: a letter of intent, a project, read and answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.answer_forms import DocumentForm
from maillon.apps.contracts.wording.words import STATES
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["answer", "page"]


@never_cache
@require_safe
def page(request: HttpRequest, kind: str, document_id: UUID) -> HttpResponse:
    """A document, what was said of it, the answer to give."""
    return _page(request, kind, document_id, DocumentForm())


def _page(
    request: HttpRequest, kind: str, document_id: UUID, form: DocumentForm, status: int = 200
) -> HttpResponse:
    found = queries.received_paper(viewer_in(request), kind, document_id, now=clock.now())
    context = {"page": found, "one": found.handed, "state": STATES[found.handed.state],
               "form": form}  # fmt: skip
    return render(request, "contracts/received_paper.html", context, status=status)


@require_POST
def answer(request: HttpRequest, kind: str, document_id: UUID) -> HttpResponse:
    """Accept, ask, return, refuse."""
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, document_id, form, 422)
    told = form.cleaned_data
    try:
        actions.answer_document(
            kind=kind, document_id=document_id, answer=told["kind"], words=told["words"],
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _page(request, kind, document_id, form, 422)
    messages.success(request, "Votre réponse est notée, la structure la lit.")
    return HttpResponseRedirect(reverse("payer-paper", args=[kind, document_id]), status=303)
