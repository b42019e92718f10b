"""One protocol: its text, who signed, what may be done next."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.queries import ProtocolPage
from maillon.apps.protocols.web.forms import (
    AdoptForm,
    AskForm,
    ExceptionForm,
    PaperForm,
    ReviewForm,
    WithdrawForm,
    in_a_year,
)
from maillon.apps.protocols.web.gestures import GESTURES, Unread
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "asked_number", "end_share", "one"]

NEXT: dict[str, str] = {
    "draft": "Écrivez le texte, puis soumettez-le aux signatures.",
    "proposed": "Le texte ne change plus. Il attend ses signatures, puis son adoption.",
    "adopted": "Il est appliqué. Notez les exceptions, relisez-le à sa date.",
    "withdrawn": "Il n’est plus appliqué ; son histoire reste.",
    "cancelled": "Son adoption est annulée : il ne compte dans aucune année.",
}


def asked_number(request: HttpRequest) -> int | None:
    """Which version the address asks for; ``NotFound`` for what is no number."""
    told = request.GET.get("version", "")
    if told and not (told.isdigit() and len(told) <= 4):
        raise NotFound
    return int(told) if told else None


@never_cache
@require_safe
def one(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """The version in force, or the one asked for."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.protocol_page(viewer, protocol_id, now=now, number=asked_number(request))
    living = page.writes and page.withdrawn_on is None
    context = {
        "page": page, "card": page.version, "next": NEXT[page.version.state],
        "forms": _forms(page, page.today),
        "neighbours": queries.neighbours(viewer, page.id) if living and page.force else (),
    }  # fmt: skip
    return render(request, "protocols/protocol.html", context)


def _forms(page: ProtocolPage, today: date) -> dict[str, Any]:
    year = {"review_on": in_a_year(today)}
    return {
        "ask": AskForm(team=page.team, initial={"due_on": today + timedelta(days=15)}),
        "paper": PaperForm(team=page.team, initial={"signed_on": today}),
        "adopt": AdoptForm(team=page.team, initial={"day": today, **year}),
        "review": ReviewForm(team=page.team, initial=year),
        "exception": ExceptionForm(initial={"day": today}),
        "withdraw": WithdrawForm(initial={"day": today}),
    }


@require_POST
def act(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """One gesture on a protocol; a refusal is said where one was."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.protocol_page(viewer, protocol_id, now=now)
    gesture = GESTURES.get(request.POST.get("geste", ""))
    if gesture is None:
        raise NotFound
    try:
        said = gesture(request, page, now)
    except Unread as unread:
        messages.error(request, str(unread))
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(_after(request, page), status=303)


def _after(request: HttpRequest, page: ProtocolPage) -> str:
    """Back to the version one was looking at, or to the list once the draft is thrown away."""
    try:
        left = queries.protocol_page(viewer_in(request), page.id, now=clock.now())
    except NotFound:
        return reverse("protocols", args=[page.organization_id])
    last = left.making or left.version
    if request.POST.get("geste") == "version":
        return reverse("protocol-write", args=[page.id])
    asked = request.POST.get("version", "")
    kept = asked.isdigit() and int(asked) in {one.number for one in left.history}
    number = int(asked) if kept else last.number
    return f"{reverse('protocol', args=[page.id])}?version={number}"


@require_POST
def end_share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """A neighbour reads it no more."""
    viewer = viewer_in(request)
    protocol = queries.share_protocol(viewer, share_id)
    actions.end_share(share_id=share_id, by=viewer, now=clock.now())
    messages.success(request, "Cette structure ne lit plus ce protocole.")
    return HttpResponseRedirect(reverse("protocol", args=[protocol]), status=303)
