"""Taking a request on the phone: one page, kept at every keystroke, sent once."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries import intake as reading
from maillon.apps.desk.queries.calls import call_phone
from maillon.apps.desk.queries.drafts import DraftState, draft_state, saved_at
from maillon.apps.desk.web import intake_page
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.intake_forms import (
    IntakeForm,
    NeedForm,
    initial_of,
    need_forms,
    typed_in,
    uuid_in,
)
from maillon.apps.desk.web.intake_page import Sheet, one
from maillon.apps.desk.web.intake_request import new_request
from maillon.apps.desk.web.intake_watches import house_needs
from maillon.apps.directory.phones import spoken
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["draft", "intake", "orient"]

SENDS = frozenset({"search", "keep"})
SAME_PERSON = "Une personne proche est déjà connue : dites si c’est elle, ou une autre."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """The page of a draft; its address carries the id that the page chose, nothing else."""
    if request.method == "POST":
        return _posted(request)
    draft_id = uuid_in(request.GET.get("draft", ""))
    if draft_id is None:
        return _to(_address(uuid4()))
    now = clock.now()
    state = draft_state(viewer_in(request), draft_id)
    if state and state.request_id:
        return _to(reverse("request", args=[state.request_id]))
    if state and state.discarded:
        return _to(reverse("drafts"))
    sheet = _opened(request, draft_id, state, now)
    form = IntakeForm(counter=sheet.counter, initial=initial_of(IntakeForm, sheet.typed))
    return _page(request, sheet, form, need_forms(sheet.typed, sheet.counter.today))


def _opened(request: HttpRequest, draft_id: UUID, state: DraftState | None, now: datetime) -> Sheet:
    viewer = viewer_in(request)
    counter = reading.counter(viewer, state.desk_id if state else desk_here(request), now=now)
    typed = dict(state.typed) if state else {}
    handover_id = uuid_in(request.GET.get("suite", ""))
    if handover_id and not typed.get("phone"):
        phone = reading.handover_card(viewer, handover_id, now=now).caller_phone
        typed |= {"phone": [spoken(phone)]} if phone else {}
    call_id = uuid_in(request.GET.get("appel", ""))
    if call_id and not typed.get("phone"):
        phone = call_phone(viewer, call_id)
        typed |= {"phone": [spoken(phone)]} if phone else {}
    return Sheet(viewer, counter, draft_id, typed, now, state.saved if state else "")


def sheet_of(request: HttpRequest, now: datetime) -> tuple[Sheet, DraftState | None]:
    """The intake as posted; ``NotFound`` for a draft or a desk that is not hers."""
    viewer = viewer_in(request)
    draft_id, desk_id = (uuid_in(request.POST.get(name, "")) for name in ("draft", "desk"))
    if draft_id is None or desk_id is None:
        raise NotFound
    state = draft_state(viewer, draft_id)
    counter = reading.counter(viewer, state.desk_id if state else desk_id, now=now)
    return Sheet(viewer, counter, draft_id, typed_in(request.POST), now), state


def _posted(request: HttpRequest) -> HttpResponse:
    sheet, state = sheet_of(request, clock.now())
    if state and state.request_id:
        return _to(reverse("request", args=[state.request_id]))
    if request.POST.get("action") not in SENDS:
        keep(replace(sheet, typed=intake_page.filled(sheet)))
        return _to(reverse("drafts") if request.POST.get("action") == "leave" else _address(sheet))
    form = IntakeForm(request.POST, counter=sheet.counter)
    needs = need_forms(sheet.typed, sheet.counter.today, request.POST)
    if not (_valid_house(sheet, form) if form.asks_watches else _valid(sheet, form, needs)):
        return _page(request, keep(sheet), form, needs, status=422)
    return _sent(request, sheet, state, form, needs)


def keep(sheet: Sheet) -> Sheet:
    """Save the draft as it stands."""
    saved = actions.save_draft(
        draft_id=sheet.draft_id,
        desk_id=sheet.counter.id,
        payload=sheet.typed,
        phone=sheet.phone,
        by=sheet.viewer,
        now=sheet.now,
    )
    return replace(sheet, saved=saved_at(sheet.viewer, saved.pk))


def _valid(sheet: Sheet, form: IntakeForm, needs: list[NeedForm]) -> bool:
    """Strict about ids: a person or a caller is one that her own traits bring up."""
    rows = [row.is_valid() for row in needs]
    if not form.is_valid() or not all(rows):
        return False
    people = {str(person.id) for person in intake_page.person_found(sheet)}
    patient = one(sheet.typed, "patient")
    if people and patient not in people | {"new"}:
        form.add_error("patient", SAME_PERSON)
    if patient not in people:
        form.cleaned_data["patient"] = ""
    known = intake_page.caller_help(sheet)
    form.cleaned_data["requester"] = known["requester"]
    intake_page.name_carers(sheet, form)
    return form.is_valid()


def _valid_house(sheet: Sheet, form: IntakeForm) -> bool:
    """No person to recognise: the watches must be readable, and one at least kept."""
    series = intake_page.watches(sheet, bound=True)
    if form.is_valid() and all(one.is_valid() for one in series if one.is_bound):
        if not house_needs(form.cleaned_data["need"], intake_page.lines(sheet), "UTC"):
            form.add_error(None, "Toutes les gardes sont retirées : gardez-en une au moins.")
        form.cleaned_data["requester"] = intake_page.caller_help(sheet)["requester"]
        return form.is_valid()
    return False


def _needs(sheet: Sheet, form: IntakeForm, needs: list[NeedForm]) -> tuple[actions.NewNeed, ...]:
    if not form.asks_watches:
        return tuple(row.need() for row in needs)
    return house_needs(form.cleaned_data["need"], intake_page.lines(sheet), sheet.counter.timezone)


def _sent(
    request: HttpRequest,
    sheet: Sheet,
    state: DraftState | None,
    form: IntakeForm,
    needs: list[NeedForm],
) -> HttpResponse:
    begun = state.created_at if state else None
    new = new_request(form, _needs(sheet, form, needs), sheet.draft_id, begun)
    try:
        received = actions.receive_request(new=new, by=sheet.viewer, now=sheet.now)
    except Refused as refused:
        if refused.code == "draft_already_sent":
            return _to(reverse("request", args=[refused.data["id"]]))
        form.add_error(None, sentence(refused))
        return _page(request, keep(sheet), form, needs, refused=refused, status=422)
    if request.POST.get("action") == "search":
        _search(request, sheet, received.pk)
    return _to(f"{reverse('request', args=[received.pk])}?recue=1")


def _search(request: HttpRequest, sheet: Sheet, request_id: UUID) -> None:
    """The request stands whatever comes of the search; a refusal is said on its page."""
    try:
        actions.triage_for_care(request_id=request_id, by=sheet.viewer, now=sheet.now)
    except Refused as refused:
        messages.warning(request, sentence(refused))


def _page(
    request: HttpRequest,
    sheet: Sheet,
    form: IntakeForm,
    needs: list[NeedForm],
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = intake_page.context(sheet, form, needs, refused)
    context["handover_id"] = uuid4()
    return render(request, "desk/intake.html", context, status=status)


@never_cache
@require_POST
def draft(request: HttpRequest) -> JsonResponse:
    """Autosave: what was typed is on the server; the answer says when, in words."""
    sheet, state = sheet_of(request, clock.now())
    if state and state.request_id:
        sent = reverse("request", args=[state.request_id])
        said = "Cette demande est déjà enregistrée : rien à refaire ici."
        return JsonResponse({"said": said, "sent": sent})
    if state and state.discarded:
        return JsonResponse({"said": "Ce brouillon a été écarté : ouvrez une nouvelle demande."})
    return JsonResponse({"said": keep(sheet).saved})


@require_POST
def orient(request: HttpRequest) -> HttpResponse:
    """A caller this desk does not serve: told where to go, and counted."""
    sheet, state = sheet_of(request, clock.now())
    actions.orient_caller(
        desk_id=sheet.counter.id,
        requester_kind=one(sheet.typed, "kind"),
        target=request.POST.get("target", ""),
        target_name=request.POST.get("target_name", "")[:120],
        phone=sheet.phone,
        by=sheet.viewer,
        now=sheet.now,
    )
    if state:
        actions.discard_draft(draft_id=sheet.draft_id, by=sheet.viewer, now=sheet.now)
    messages.success(request, "Orientation notée : l’appel est compté, aucune demande n’est créée.")
    return _to(reverse("board"))


def _address(draft: UUID | Sheet) -> str:
    pk = draft.draft_id if isinstance(draft, Sheet) else draft
    return f"{reverse('intake')}?draft={pk}"


def _to(url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(url, status=303)
