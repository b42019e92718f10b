"""Where a structure stands on its way to a contract, and each gesture that moves it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.stages import actions, queries
from maillon.apps.stages.queries import Paper, StagePage
from maillon.apps.stages.web.forms import (
    AmountForm,
    AnswerForm,
    BeginForm,
    DoorForm,
    FilingForm,
    MissionForm,
    TerritoryForm,
)
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "annex", "one", "paper"]


def _figures(page: StagePage) -> dict[str, Any]:
    """What the contract of a CPTS says at a glance."""
    coming = [one for one in page.missions if one.next_by]
    first = min(coming, key=lambda one: (one.next_by, one.code), default=None)
    return {
        "deployed": sum(bool(one.deployed_on) for one in page.missions),
        "late": sum(one.late for one in page.missions),
        "next_by": first.next_by if first else None, "next_label": first.label if first else "",
        "known": sum(one.euros is not None for one in page.amounts),
    }  # fmt: skip


Gesture = Callable[[HttpRequest, AccountViewer, StagePage], str]
LACKING = "Rien n’est enregistré : complétez les champs demandés."


@never_cache
@require_safe
def one(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The steps, the territory, the missions, the amounts."""
    now = clock.now()
    page = queries.stage_page(viewer_in(request), structure_id, now=now)
    day = {"day": now.date(), "sent_on": now.date(), "answered_on": now.date()}
    communes = "\n".join(name for _, name, _ in page.territory.communes)
    context = {
        "page": page, "begin": BeginForm(initial={"began_on": now.date()}),
        "filing": FilingForm(adoptions=page.adoptions if page.current == "project" else (),
                             initial=day),
        "answer": AnswerForm(initial=day), "territory": TerritoryForm(
            initial={"communes": communes}
        ),
        "amount": AmountForm(names=[each.name for each in page.amounts]), "door": DoorForm(),
        "today": now.date(), "cpts": _figures(page) if page.cpts else {},
    }  # fmt: skip
    return render(request, "stages/stage.html", context)


@require_POST
def act(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """One gesture: begin, send, answer, map, start, write an amount, take one back."""
    viewer = viewer_in(request)
    page = queries.stage_page(viewer, structure_id, now=clock.now())
    gesture = _GESTURES.get(request.POST.get("geste", ""))
    if gesture is None or not page.card.writes:
        raise NotFound
    try:
        said = gesture(request, viewer, page)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said) if said else messages.error(request, LACKING)
    return HttpResponseRedirect(reverse("stage", args=[structure_id]), status=303)


def _begin(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    form = BeginForm(request.POST)
    if not form.is_valid():
        return ""
    actions.begin_stage(organization_id=page.card.id, by=viewer, now=clock.now(),
                        **form.cleaned_data)  # fmt: skip
    return "Le parcours est commencé."


def _file(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    adoptions = page.adoptions if page.current == "project" else ()
    form = FilingForm(request.POST, request.FILES, adoptions=adoptions)
    if not form.is_valid():
        return ""
    actions.file_step(organization_id=page.card.id, new=form.filing(page.current), by=viewer,
                      now=clock.now())  # fmt: skip
    return "L’envoi est noté."


def _filing(request: HttpRequest, page: StagePage) -> UUID:
    """The filing of this page that is meant."""
    told = request.POST.get("filing", "")
    cards = (card for step in page.steps for card in step.filings)
    found = next((card for card in cards if str(card.id) == told), None)
    if found is None:
        raise NotFound
    return found.id


def _answer(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    filing_id, form = _filing(request, page), AnswerForm(request.POST)
    if not form.is_valid():
        return ""
    actions.answer_step(filing_id=filing_id, new=form.told(), by=viewer, now=clock.now())
    return "La réponse est notée."


def _hand(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    actions.hand_filing(filing_id=_filing(request, page), by=viewer, now=clock.now())
    return "C’est remis : le lecteur à qui votre porte est ouverte peut lire et répondre."


def _reply(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    actions.reply_received(filing_id=_filing(request, page), by=viewer, now=clock.now(),
                           words=request.POST.get("words", ""))  # fmt: skip
    return "C’est répondu : le lecteur le lit."


def _door(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    form = DoorForm(request.POST)
    if not form.is_valid():
        return ""
    actions.open_reader(organization_id=page.card.id, by=viewer, now=clock.now(),
                        **form.cleaned_data)  # fmt: skip
    return "La porte est ouverte : le lien pour entrer est parti."


def _shut(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    told = request.POST.get("reader", "")
    found = next((one for one in page.readers if str(one.role_id) == told), None)
    if found is None:
        raise NotFound
    actions.close_reader(organization_id=page.card.id, role_id=found.role_id, by=viewer,
                         now=clock.now())  # fmt: skip
    return "La porte est fermée : elle n’ouvre plus rien."


def _map(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    form = TerritoryForm(request.POST)
    if not form.is_valid():
        return ""
    actions.write_territory(
        organization_id=page.card.id, names=form.cleaned_data["communes"].splitlines(), by=viewer,
        now=clock.now(),
    )  # fmt: skip
    return "Le territoire est enregistré."


def _mission(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    form = MissionForm(request.POST)
    if not form.is_valid():
        return ""
    actions.move_mission(organization_id=page.card.id, by=viewer, now=clock.now(),
                         **form.cleaned_data)  # fmt: skip
    return "C’est noté : la mission avance."


def _amount(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    form = AmountForm(request.POST, request.FILES, names=[each.name for each in page.amounts])
    if not form.is_valid():
        return ""
    told = dict(form.cleaned_data)
    document = told.pop("document").read()
    actions.write_amount(organization_id=page.card.id, document=document, by=viewer,
                         now=clock.now(), **told)  # fmt: skip
    return "Le montant de l’annexe est noté."


def _withdraw(request: HttpRequest, viewer: AccountViewer, page: StagePage) -> str:
    told = request.POST.get("amount", "")
    found = next((each.annex_id for each in page.amounts if str(each.annex_id) == told), None)
    if found is None:
        raise NotFound
    actions.withdraw_amount(amount_id=found, by=viewer, now=clock.now())
    return "Le montant est repris."


_GESTURES: dict[str, Gesture] = {
    "begin": _begin, "file": _file, "answer": _answer, "territory": _map, "mission": _mission,
    "amount": _amount, "withdraw": _withdraw, "hand": _hand, "reply": _reply,
    "door": _door, "shut": _shut,
}  # fmt: skip


def _sent(found: Paper, name: str) -> HttpResponse:
    return HttpResponse(
        found.content, content_type=found.media_type,
        headers={"Content-Disposition": f"attachment; filename={name}",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


@never_cache
@require_safe
def paper(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """What was sent for a step, never run by the browser."""
    return _sent(queries.paper(viewer_in(request), filing_id), "envoi")


@never_cache
@require_safe
def annex(request: HttpRequest, amount_id: UUID) -> HttpResponse:
    """The annex an amount comes from."""
    return _sent(queries.annex(viewer_in(request), amount_id), "annexe")
