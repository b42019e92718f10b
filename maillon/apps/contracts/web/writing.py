"""Signing, declaring, chasing a proof, keeping a statement."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.forms import FactForm, SignForm
from maillon.apps.structures.queries import structures_read
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "declare", "sign", "take_back"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The contract the structure signed."""
    viewer, now = viewer_in(request), clock.now()
    cards = structures_read(viewer, now=now)
    card = next((one for one in cards if one.id == structure_id and one.writes), None)
    if card is None:
        raise NotFound
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.sign_contract(
                organization_id=structure_id, by=viewer, now=now, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le contrat est noté. Dites maintenant sa patientèle.")
            return HttpResponseRedirect(reverse("contract", args=[made.pk]), status=303)
    context = {"form": form, "card": card}
    return render(request, "contracts/sign.html", context, status=422 if form.errors else 200)


def _back(contract_id: UUID, year: int) -> HttpResponse:
    address = f"{reverse('contract', args=[contract_id])}?annee={year}"
    return HttpResponseRedirect(address, status=303)


@require_POST
def declare(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A fact that no act tells."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.contract_page(viewer, contract_id, now=now)
    if not page.writes:
        raise NotFound
    form = FactForm(request.POST, request.FILES)
    year = page.year
    if form.is_valid() and form.cleaned_data["year"] in page.years:
        year, paper = form.cleaned_data["year"], form.cleaned_data["document"]
        try:
            actions.declare_fact(
                contract_id=contract_id, year=year, key=form.cleaned_data["key"],
                value=form.told(), by=viewer, now=now, document=paper.read() if paper else b"",
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, "C’est déclaré, et marqué comme tel.")
    else:
        messages.error(request, "Rien n’est déclaré : choisissez un fait et donnez sa valeur.")
    return _back(contract_id, year)


@require_POST
def take_back(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """A declared fact taken back."""
    contract_id, year = actions.withdraw_fact(
        fact_id=fact_id, by=viewer_in(request), now=clock.now()
    )
    messages.success(request, "C’est repris : les actes seuls comptent de nouveau.")
    return _back(contract_id, year)


@require_POST
def act(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """Chase a proof, or keep today's statement."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.contract_page(viewer, contract_id, now=now, year=year)
    if not page.writes:
        raise NotFound
    try:
        if request.POST.get("geste") == "keep":
            actions.keep_statement(contract_id=contract_id, year=year, on=page.on, by=viewer,
                                   now=now)  # fmt: skip
            said = "Le relevé est gardé : ses faits, ses règles et son résultat se recomptent."
        else:
            code = request.POST.get("indicator", "")
            due = next((one.due_on for one in page.todos if one.indicator == code), None)
            actions.chase_proof(
                contract_id=contract_id, year=year, indicator=code, by=viewer, now=now,
                due_on=due or date(year + 1, 1, 31),
            )  # fmt: skip
            said = "C’est votre tâche, avec sa date."
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said)
    return _back(contract_id, year)
