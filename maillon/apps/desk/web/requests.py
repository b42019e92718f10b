"""Acting on a request: one view per action; the sheet comes back as it then stands.

A refusal is a sentence on the sheet, nothing typed is lost. Without JavaScript the answer
to a success is a 303 to the sheet.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.sheet import request_behind, request_sheet
from maillon.apps.desk.web import sheet_forms
from maillon.apps.desk.web.sheet import show
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import is_fragment, viewer_in
from maillon.kernel.sentences import sentence

__all__ = [
    "act_on",
    "assignment_begun",
    "assignment_withdraw",
    "callback_outcome",
    "callback_sms",
    "check",
    "handover",
    "handover_outcome",
    "incomplete",
    "need_cancel",
    "need_carer_said",
    "need_hasten",
    "offer_answer",
    "said",
    "take",
    "triage",
]

Act = Callable[[AccountViewer, datetime], object]
INCOMPLETE = "Il manque un choix : rien n’a été enregistré. Complétez, puis recommencez."


def act_on(
    asked: HttpRequest,
    request_id: UUID,
    act: Act,
    done: str,
    then: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Do it and show the sheet, or show why it was not done; ``then`` where no sheet is left."""
    by, now, seen = viewer_in(asked), clock.now(), _seen(asked)
    try:
        actions.as_seen(request_id=request_id, seen=seen, by=by, now=now, act=lambda: act(by, now))
    except Refused as refused:
        since = seen if refused.code == "changed_meanwhile" else None
        return show(asked, request_id, alert=sentence(refused), status=422, since=since)
    if then is not None:
        return then()
    if is_fragment(asked):
        return show(asked, request_id, said=done)
    messages.success(asked, done)
    return HttpResponseRedirect(reverse("request", args=[request_id]), status=303)


def _seen(asked: HttpRequest) -> int | None:
    """How many acts the page knew when it was drawn."""
    told = asked.POST.get("vu", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None


def _behind(asked: HttpRequest, kind: str, object_id: UUID) -> UUID:
    return request_behind(viewer_in(asked), kind, object_id, clock.now())


def incomplete(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """The sheet again, with what was typed: a choice is missing."""
    return show(asked, request_id, alert=INCOMPLETE, status=422)


@require_POST
def triage(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """The agent decides that the desk searches."""
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.triage_for_care(request_id=request_id, by=by, now=now),
        "La recherche est lancée.",
    )


@require_POST
def take(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """The agent becomes its owner."""
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.take_request(request_id=request_id, by=by, now=now),
        "La demande est à vous.",
    )


@require_POST
def handover(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Pass it to SAMU-15 or to the right service."""
    form = sheet_forms.HandoverForm(asked.POST)
    if not form.is_valid():
        request_sheet(viewer_in(asked), request_id, clock.now())
        return incomplete(asked, request_id)
    told = form.cleaned_data
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.hand_over(request_id=request_id, by=by, now=now, **told),
        "Transmission notée : dites ensuite ce que le service a répondu.",
    )


@require_POST
def handover_outcome(asked: HttpRequest, handover_id: UUID) -> HttpResponse:
    """What that service answered."""
    request_id = _behind(asked, "handover", handover_id)
    form = sheet_forms.HandoverEndForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    outcome = form.cleaned_data["outcome"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.end_handover(
            handover_id=handover_id, outcome=outcome, by=by, now=now
        ),
        "La réponse du service est notée.",
    )


@require_POST
def need_hasten(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """Widen now rather than at the hour planned."""
    return act_on(
        asked,
        _behind(asked, "need", need_id),
        lambda by, now: actions.hasten(need_id=need_id, by=by, now=now),
        "La vague suivante est ouverte.",
    )


@require_POST
def need_cancel(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """The need is over without care."""
    request_id = _behind(asked, "need", need_id)
    form = sheet_forms.CancelForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    reason = form.cleaned_data["reason"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.cancel_need(need_id=need_id, reason=reason, by=by, now=now),
        "Le besoin est abandonné ; qui était sollicité est prévenu.",
    )


@require_POST
def need_carer_said(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """The person chooses a carer, or refuses her."""
    request_id = _behind(asked, "need", need_id)
    form = sheet_forms.CarerSaidForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    responder, kind = form.cleaned_data["responder"], form.cleaned_data["kind"]
    chosen = "La personne la choisit : elle sera sollicitée la première."
    refused = "La personne la refuse : elle ne sera plus sollicitée."
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.choose_carer(
            need_id=need_id, responder_id=responder, kind=kind, by=by, now=now
        ),
        chosen if kind == "chosen" else refused,
    )


@require_POST
def offer_answer(asked: HttpRequest, offer_id: UUID) -> HttpResponse:
    """What a carer said on the phone to the desk."""
    request_id = _behind(asked, "offer", offer_id)
    form = sheet_forms.DeskAnswerForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"] or "other"
    if answer == "accepted":
        come = form.who_come()
        said_yes = _accept(offer_id, form.cleaned_data["shift"], come)
        several = f"C’est noté : {len(come)} personnes de ce cabinet viennent."
        done = several if len(come) > 1 else "C’est noté : oui."
        return act_on(asked, request_id, said_yes, done)
    reason = "no_answer" if answer == "silent" else reason
    done = "C’est noté : pas de réponse." if answer == "silent" else "C’est noté : non."
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.decline_offer(
            offer_id=offer_id, reason=reason, channel="call", by=by, now=now
        ),
        done,
    )


def _accept(offer_id: UUID, shifts: Collection[UUID], come: Sequence[str]) -> Act:
    def act(by: AccountViewer, now: datetime) -> None:
        answer = actions.accept_offer(
            offer_id=offer_id, channel="call", by=by, now=now, shifts=shifts or None,
            comes=come[0], others=come[1:],
        )  # fmt: skip
        if answer.kind == "which":
            raise Refused("which_watch")
        if answer.kind in ("taken", "withdrawn", "missed"):
            raise Refused("offer_gone")

    return act


@require_POST
def callback_outcome(asked: HttpRequest, callback_id: UUID) -> HttpResponse:
    """What a call-back gave."""
    request_id = _behind(asked, "callback", callback_id)
    form = sheet_forms.OutcomeForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    outcome = form.cleaned_data["outcome"]
    again = outcome in ("no_answer", "voicemail", "not_begun")
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.record_outcome(
            callback_id=callback_id, outcome=outcome, by=by, now=now
        ),
        "C’est noté : le rappel reste dû, un peu plus tard." if again else "C’est noté.",
    )


@require_POST
def callback_sms(asked: HttpRequest, callback_id: UUID) -> HttpResponse:
    """The same word by SMS; only its receipt will close it."""
    return act_on(
        asked,
        _behind(asked, "callback", callback_id),
        lambda by, now: actions.send_word(callback_id=callback_id, by=by, now=now),
        "Le SMS part : le rappel se fermera quand le téléphone l’aura reçu.",
    )


@require_POST
def assignment_begun(asked: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The carer said on the phone that care has begun."""
    return act_on(
        asked,
        _behind(asked, "assignment", assignment_id),
        lambda by, now: actions.confirm_begun(
            assignment_id=assignment_id, channel="call", by=by, now=now
        ),
        "Le soin a commencé : il reste à le dire au demandeur.",
    )


@require_POST
def assignment_withdraw(asked: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The carer gives the need back by telephone."""
    request_id = _behind(asked, "assignment", assignment_id)
    form = sheet_forms.WithdrawForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    reason = form.cleaned_data["reason"]
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.withdraw_assignment(
            assignment_id=assignment_id, reason=reason, by=by, now=now
        ),
        "Le désistement est noté : la recherche reprend, en se souvenant de qui a été sollicité.",
    )


@require_POST
def check(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask for news at a later moment."""
    sheet = request_sheet(viewer_in(asked), request_id, clock.now())
    form = sheet_forms.CheckForm(asked.POST)
    if not form.is_valid():
        return incomplete(asked, request_id)
    due_at = form.moment(ZoneInfo(sheet.desk.timezone))
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.owe_later_check(
            request_id=request_id, due_at=due_at, by=by, now=now
        ),
        "C’est prévu : le poste prendra des nouvelles.",
    )


@require_POST
def said(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """What the person says: her agreement, who may hear everything, her doctor."""
    act, form = SAID.get(asked.POST.get("about", ""), SAID["agreement"])
    request_sheet(viewer_in(asked), request_id, clock.now())
    filled = form(asked.POST)
    if not filled.is_valid():
        return incomplete(asked, request_id)
    told = filled.cleaned_data
    done = "La parole de la personne est notée."
    return act_on(asked, request_id, lambda by, now: act(request_id, told, by, now), done)


Told = dict[str, str]


def _agreement(request_id: UUID, told: Told, by: AccountViewer, now: datetime) -> object:
    return actions.record_agreement(request_id=request_id, by=by, now=now, **told)


def _telling(request_id: UUID, told: Told, by: AccountViewer, now: datetime) -> object:
    allowed = told["allowed"] == "yes"
    return actions.allow_telling(request_id=request_id, allowed=allowed, by=by, now=now)


def _gp(request_id: UUID, told: Told, by: AccountViewer, now: datetime) -> object:
    return actions.change_gp_wish(request_id=request_id, wish=told["wish"], by=by, now=now)


Saying = Callable[[UUID, Told, AccountViewer, datetime], object]
SAID: dict[str, tuple[Saying, type[forms.Form]]] = {
    "agreement": (_agreement, sheet_forms.AgreementForm),
    "telling": (_telling, sheet_forms.TellingForm),
    "gp": (_gp, sheet_forms.GpForm),
}
