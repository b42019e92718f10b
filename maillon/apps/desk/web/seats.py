"""Acting on who comes and how long: one seat of a need, and the end of the care."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.intake import carer_choices
from maillon.apps.desk.queries.sheet import request_behind, request_sheet
from maillon.apps.desk.web import sheet_forms
from maillon.apps.desk.web.requests import act_on, incomplete
from maillon.apps.desk.web.sheet import show
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["follow", "give_up", "place", "renew"]


@require_POST
def place(asked: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Somebody said yes to the agent: she takes a free seat, or that of another carer."""
    request_id = request_behind(viewer_in(asked), "shift", shift_id, clock.now())
    form = sheet_forms.PlaceForm(asked.POST)
    carer = _carer(asked, request_id, form) if form.is_valid() else None
    if carer is None:
        unknown = sentence(Refused("carer_unknown"))
        return show(asked, request_id, alert=unknown, status=422)
    instead_of = form.cleaned_data["instead_of"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.place_carer(
            shift_id=shift_id, responder_id=carer, instead_of=instead_of, by=by, now=now
        ),
        "Le remplacement est noté." if instead_of else "La place est prise.",
    )


def _carer(asked: HttpRequest, request_id: UUID, form: sheet_forms.PlaceForm) -> UUID | None:
    """The carer picked, or the only one whose name was typed."""
    picked: UUID | None = form.cleaned_data["responder"]
    text = form.cleaned_data["responder_text"].strip()
    if picked is not None or not text:
        return picked
    viewer = viewer_in(asked)
    desk = request_sheet(viewer, request_id, clock.now()).desk
    found = carer_choices(viewer, desk.id, text)
    return UUID(found[0].value) if len(found) == 1 else None


@require_POST
def give_up(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """Those who come are enough, or nobody else will."""
    return act_on(
        asked,
        request_behind(viewer_in(asked), "need", need_id, clock.now()),
        lambda by, now: actions.give_up_seats(need_id=need_id, by=by, now=now),
        "Les places libres ne sont plus cherchées ; dites au demandeur qui vient.",
    )


@require_POST
def follow(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """Somebody will ask, before the end, whether the care goes on."""
    return act_on(
        asked,
        request_behind(viewer_in(asked), "need", need_id, clock.now()),
        lambda by, now: actions.follow_to_end(need_id=need_id, by=by, now=now),
        "C’est prévu : deux jours avant la fin, le poste demandera s’il faut prolonger.",
    )


@require_POST
def renew(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """The care goes on: the same carer is asked first."""
    request_id = request_behind(viewer_in(asked), "need", need_id, clock.now())
    form = sheet_forms.RenewForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    ends_on = form.cleaned_data["ends_on"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.renew_care(need_id=need_id, ends_on=ends_on, by=by, now=now),
        "Le soin est prolongé : qui vient déjà est sollicité d’abord.",
    )
