"""A conversation by a signed link, without account; and the documents joined to messages."""

import base64
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import JoinedFile
from maillon.apps.care.web.conversation_forms import LinkMessageForm, documents_in
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["attachment", "message_answer", "message_attachment", "message_page"]

NAMES: Final = {"application/pdf": "piece.pdf", "image/jpeg": "piece.jpg", "image/png": "piece.png"}


def _bearer(request: HttpRequest, token: str) -> LinkViewer:
    origin = request.META.get("REMOTE_ADDR", "")
    return queries.message_link_viewer(token, now=clock.now(), origin=origin)


def _shown(
    request: HttpRequest, token: str, bearer: LinkViewer, form: LinkMessageForm
) -> HttpResponse:
    page = queries.link_page(bearer, now=clock.now())
    context = {"page": page, "token": token, "form": form, "said": "fait" in request.GET}
    status = 422 if form.is_bound else 200
    return render(request, "care/message_page.html", context, status=status)


@never_cache
@require_safe
def message_page(request: HttpRequest, token: str) -> HttpResponse:
    """What she is asked; opening it changes nothing."""
    return _shown(request, token, _bearer(request, token), LinkMessageForm())


@require_POST
def message_answer(request: HttpRequest, token: str) -> HttpResponse:
    """She answers, or says that she has read."""
    bearer, now = _bearer(request, token), clock.now()
    done = redirect(f"{reverse('message-page', args=[token])}?fait")
    if request.POST.get("geste") == "lu":
        actions.read_by_link(by=bearer, now=now)
        return done
    form = LinkMessageForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_by_link(new=form.message(documents_in(request)), by=bearer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return done
    return _shown(request, token, bearer, form)


@require_safe
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """A document, never opened by the browser inside our pages."""
    return _file(queries.attachment(viewer_in(request), attachment_id, now=clock.now()))


@require_safe
def message_attachment(request: HttpRequest, token: str, attachment_id: UUID) -> HttpResponse:
    """The same, by the link of somebody asked by name."""
    return _file(queries.attachment(_bearer(request, token), attachment_id, now=clock.now()))


def _file(found: JoinedFile) -> HttpResponse:
    return HttpResponse(
        base64.b64decode(found.content), content_type=found.media_type,
        headers={"Content-Disposition": f'attachment; filename="{NAMES[found.media_type]}"',
                 "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )  # fmt: skip
