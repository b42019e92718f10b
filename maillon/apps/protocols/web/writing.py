"""Writing the text of a protocol: the first draft, a draft again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.queries import ProtocolPage, VersionCard
from maillon.apps.protocols.web.forms import ProtocolForm
from maillon.apps.structures.queries import TeamPage, team
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["new", "write"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A protocol from a blank page."""
    viewer, now = viewer_in(request), clock.now()
    page = team(viewer, structure_id, now=now)
    form = ProtocolForm(request.POST if request.method == "POST" else None, team=_people(page))
    if form.is_bound and form.is_valid():
        try:
            made = actions.write_protocol(
                organization_id=structure_id, new=form.protocol(), by=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le brouillon est enregistré.")
            return HttpResponseRedirect(reverse("protocol", args=[made.pk]), status=303)
    context = {"form": form, "house": page.card.name,
               "back": reverse("protocols", args=[structure_id])}  # fmt: skip
    return _page(request, context, form)


def _people(page: TeamPage) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.name}, {one.profession_label}") for one in page.rows]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """The draft; a text that crosses another's is given back beside it."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.protocol_page(viewer, protocol_id, now=now)
    draft = page.making or page.version
    if not page.drafts or draft.state != "draft":
        raise NotFound
    form = _form(request, page, draft)
    crossed = None
    if form.is_bound and form.is_valid():
        try:
            actions.rewrite(
                protocol_id=protocol_id, new=form.protocol(), by=viewer, now=now,
                changes=form.cleaned_data["changes"], seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
            crossed = draft if refused.code == "protocol_changed" else None
        else:
            messages.success(request, "Le texte est enregistré.")
            address = f"{reverse('protocol', args=[page.id])}?version={draft.number}"
            return HttpResponseRedirect(address, status=303)
    back = f"{reverse('protocol', args=[page.id])}?version={draft.number}"
    context = {"form": form, "house": page.house, "back": back, "draft": draft, "crossed": crossed}
    return _page(request, context, form)


def _form(request: HttpRequest, page: ProtocolPage, draft: VersionCard) -> ProtocolForm:
    first = {
        "title": draft.title, "kind": page.kind, "changes": draft.changes, "seen": draft.seen,
        "authors": [str(pk) for pk in draft.author_ids],
        **{code: words for code, _, words in draft.parts},
    }  # fmt: skip
    posted = None
    if request.method == "POST":
        posted = request.POST.copy()
        if draft.number > 1:  # its kind was chosen with the first version
            posted["kind"] = page.kind
    return ProtocolForm(posted, team=page.team, initial=first)


def _page(request: HttpRequest, context: dict[str, Any], form: ProtocolForm) -> HttpResponse:
    status = 422 if form.errors else 200
    crossed = context.get("crossed")  # once read, the next text is written knowingly
    seen = crossed.seen if crossed else form["seen"].value() or ""
    told = {"draft": None, "crossed": None, "seen": seen, **context}
    return render(request, "protocols/write.html", told, status=status)
