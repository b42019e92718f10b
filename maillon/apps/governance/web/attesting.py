"""The doctors' yearly attestations of coordinated practice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.governance import actions, queries
from maillon.apps.governance.queries import AttestationsPage
from maillon.apps.governance.vocabulary import ATTESTED
from maillon.apps.governance.web.forms import PaperForm
from maillon.apps.structures.queries import member_sheet
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "as_pdf", "keep", "page", "paper_of"]


def _year(said: str) -> int | None:
    if said and not said.isdigit():
        raise NotFound
    return int(said) if said else None


def _read(request: HttpRequest, structure_id: UUID, said: str) -> AttestationsPage:
    return queries.attestations(
        viewer_in(request), structure_id, _year(said), now=clock.now()
    )  # fmt: skip


def _there(structure_id: UUID, year: int) -> HttpResponseRedirect:
    address = f"{reverse('attestations', args=[structure_id])}?annee={year}"
    return HttpResponseRedirect(address, status=303)


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Each doctor of the year, signed or not."""
    told = _read(request, structure_id, request.GET.get("annee", ""))
    form = PaperForm(initial={"signed_on": clock.now().date()})
    context = {"page": told, "form": form, "words": ATTESTED}
    return render(request, "governance/attestations.html", context)


@never_cache
@require_safe
def as_pdf(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The list of the year, to hand in; the page itself where this machine makes no PDF."""
    told = _read(request, structure_id, request.GET.get("annee", ""))
    html = render_to_string(
        "governance/attestations_paper.html",
        {"page": told, "words": ATTESTED, "on": clock.now().date()},
    )
    made = paper.pdf(html)
    kind = "application/pdf" if made is not None else "text/html; charset=utf-8"
    name = "attestations.pdf" if made is not None else "attestations.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made or html.encode(), content_type=kind, headers=headers)


@require_POST
def act(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Ask for what is missing, or sign one's own."""
    viewer, now = viewer_in(request), clock.now()
    told = _read(request, structure_id, request.POST.get("annee", ""))
    try:
        if request.POST.get("geste") == "sign":
            actions.sign_attestation(
                organization_id=structure_id, year=told.year, by=viewer, now=now
            )
            messages.success(request, "Votre attestation est signée, au journal.")
        else:
            count = actions.ask_attestations(
                organization_id=structure_id, year=told.year, by=viewer, now=now
            )
            messages.success(request, f"{count} signature(s) demandée(s) : une tâche chacune.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _there(structure_id, told.year)


@require_POST
def keep(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Keep the paper a doctor signed."""
    viewer, now = viewer_in(request), clock.now()
    house = member_sheet(viewer, member_id, now=now).organization_id
    told = _read(request, house, request.POST.get("annee", ""))
    form = PaperForm(request.POST, request.FILES)
    try:
        content = form.cleaned_data["document"].read() if form.is_valid() else b""
        day = form.cleaned_data.get("signed_on") or now.date()
        actions.file_attestation(
            member_id=member_id, year=told.year, signed_on=day, document=content, by=viewer,
            now=now,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Le papier est gardé : l’attestation est signée.")
    return _there(house, told.year)


@never_cache
@require_safe
def paper_of(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """The paper, never run by the browser."""
    content, kind = queries.attestation_paper(viewer_in(request), attestation_id)
    return HttpResponse(
        content, content_type=kind,
        headers={"Content-Disposition": "attachment; filename=attestation",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
