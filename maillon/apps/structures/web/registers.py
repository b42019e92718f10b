"""The registers of a structure: what was done, and the paper that proves it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.structures import actions, queries
from maillon.apps.structures.registers import KINDS
from maillon.apps.structures.web.record_forms import FileForm, RecordForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["attach", "listing", "new", "paper", "withdraw"]


@never_cache
@require_safe
def listing(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Every register, and what still wants its paper."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    here = [kind for kind in KINDS.values() if not kind.room]
    rows = [one for one in queries.records(viewer, structure_id, now=now)
            if not KINDS[one.kind].room]  # fmt: skip
    groups = [(kind, [one for one in rows if one.kind == kind.code]) for kind in here]
    context = {
        "page": page, "form": FileForm(), "lacking": sum(
            not one.proven and not one.withdrawn for one in rows
        ),
        "groups": [(kind, lines) for kind, lines in groups if lines],
        "empty": [kind for kind, lines in groups if not lines],
    }  # fmt: skip
    return render(request, "structures/registers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID, kind: str) -> HttpResponse:
    """A line of one register."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    if not page.card.writes or kind not in KINDS:
        raise NotFound
    if KINDS[kind].room:
        return HttpResponseRedirect(reverse(KINDS[kind].room, args=[structure_id]))
    posted = request.method == "POST"
    form = RecordForm(
        request.POST if posted else None, request.FILES if posted else None, kind=KINDS[kind],
        initial={"day": now.date()},
    )  # fmt: skip
    if posted and form.is_valid():
        try:
            actions.add_record(organization_id=structure_id, new=form.record(), by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est noté dans le registre et au journal.")
            return HttpResponseRedirect(reverse("registers", args=[structure_id]), status=303)
    context: dict[str, Any] = {"page": page, "form": form, "kind": KINDS[kind]}
    return render(request, "structures/record_form.html", context,
                  status=422 if form.errors else 200)  # fmt: skip


@require_POST
def attach(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Join the paper."""
    viewer = viewer_in(request)
    house = _house_of(viewer, record_id)
    form = FileForm(request.POST, request.FILES)
    try:
        content = form.cleaned_data["document"].read() if form.is_valid() else b""
        actions.attach_document(record_id=record_id, document=content, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Le document est joint : l’acte est prouvé.")
    return HttpResponseRedirect(reverse("registers", args=[house]), status=303)


@require_POST
def withdraw(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Take a line back."""
    viewer = viewer_in(request)
    house = _house_of(viewer, record_id)
    try:
        actions.withdraw_record(record_id=record_id, by=viewer, now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Retiré : l’acte est annulé au journal et ne compte plus.")
    return HttpResponseRedirect(reverse("registers", args=[house]), status=303)


def _house_of(viewer: AccountViewer, record_id: UUID) -> UUID:
    """The structure of a line that is changed here; what has a room of its own is changed there."""
    house, kind = queries.record_kind(viewer, record_id)
    if KINDS[kind].room:
        raise NotFound
    return house


@never_cache
@require_safe
def paper(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The document, never run by the browser."""
    found = queries.paper(viewer_in(request), record_id)
    return HttpResponse(
        found.content, content_type=found.media_type,
        headers={"Content-Disposition": "attachment; filename=preuve",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
