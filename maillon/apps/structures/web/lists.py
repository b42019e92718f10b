"""A list of members brought in: sent, judged line by line, then written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.structures import actions, queries
from maillon.apps.structures.judging import FIELDS
from maillon.apps.structures.web.forms import ListForm
from maillon.apps.structures.web.reading import rows_of
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["check", "receive"]

KINDS = {"new": ("arrive", "calm"), "changed": ("corrigé", "info"), "same": ("déjà là", "plain"),
         "refused": ("refusée", "late")}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A file; nothing is written before it is judged."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    if not page.card.writes:
        raise NotFound
    posted = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if posted else ListForm()
    if posted and form.is_valid():
        try:
            rows = rows_of(form.cleaned_data["file"].read())
            made = actions.receive_list(organization_id=structure_id, rows=rows, by=viewer, now=now)
        except Refused as refused:
            form.add_error("file", sentence(refused))
        else:
            return HttpResponseRedirect(reverse("staff-list-check", args=[made.pk]), status=303)
    context = {"page": page, "form": form}
    return render(request, "structures/list.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What becomes of each line; then the columns said otherwise, or the list written."""
    viewer, now = viewer_in(request), clock.now()
    page, said = queries.list_page(viewer, import_id, now=now), ""
    if request.method == "POST":
        try:
            if request.POST.get("geste") != "columns":
                return _write(request, import_id, page.organization_id)
            told = {
                place: request.POST.get(f"c{place}", "") for place in range(len(page.columns))
            }  # fmt: skip
            actions.choose_columns(
                import_id=import_id, columns={k: v for k, v in told.items() if v in (*FIELDS, "")},
                by=viewer, now=now,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("staff-list-check", args=[import_id]), status=303)
        except Refused as refused:
            said = sentence(refused)
    context = {
        "page": page, "fields": FIELDS.items(), "said": said,
        "rows": [(one, *KINDS[one.kind]) for one in page.verdicts],
        "counts": [(page.count(kind), words, tone) for kind, (words, tone) in KINDS.items()],
    }  # fmt: skip
    return render(request, "structures/list_check.html", context, status=422 if said else 200)


def _write(request: HttpRequest, import_id: UUID, structure_id: UUID) -> HttpResponse:
    judged = actions.apply_import(import_id=import_id, by=viewer_in(request), now=clock.now())
    kinds = [one.kind for one in judged]
    messages.success(
        request,
        f"La liste est écrite : {kinds.count('new')} arrivées, {kinds.count('changed')} fiches "
        f"corrigées, {kinds.count('refused')} lignes refusées.",
    )
    return HttpResponseRedirect(reverse("structure", args=[structure_id]), status=303)
