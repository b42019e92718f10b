"""What may be done on the page of a protocol: each gesture parses its form and calls one action."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest

from maillon.apps.protocols import actions
from maillon.apps.protocols.queries import ProtocolPage
from maillon.apps.protocols.web.forms import (
    AdoptForm,
    AskForm,
    ExceptionForm,
    PaperForm,
    ReviewForm,
    WithdrawForm,
    first_error,
)
from maillon.apps.structures.actions import attach_document
from maillon.errors import NotFound
from maillon.kernel.asking import viewer_in

__all__ = ["GESTURES", "Gesture", "Unread"]


class Unread(Exception):
    """A field is missing or wrong; the sentence says which."""


Gesture = Callable[[HttpRequest, ProtocolPage, datetime], str]


def _read(form: forms.Form) -> None:
    if not form.is_valid():
        raise Unread(first_error(form))


def _version(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    actions.begin_version(protocol_id=page.id, by=viewer_in(request), now=now)
    return "Une nouvelle version est ouverte, avec le texte en vigueur."


def _discard(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    actions.discard_draft(protocol_id=page.id, by=viewer_in(request), now=now)
    return "Le brouillon est supprimé."


def _propose(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = AskForm(request.POST, team=page.team)
    _read(form)
    actions.propose(protocol_id=page.id, asked=form.asked(), by=viewer_in(request), now=now)
    return "Le texte est soumis : il ne change plus, les signatures sont demandées."


def _reopen(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    actions.reopen(protocol_id=page.id, by=viewer_in(request), now=now)
    return "Le texte est rouvert. Les signatures seront à redemander."


def _sign(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    actions.sign(protocol_id=page.id, by=viewer_in(request), now=now)
    return "Vous avez signé. C’est au journal."


def _paper(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = PaperForm(request.POST, request.FILES, team=page.team)
    _read(form)
    actions.note_signature(
        protocol_id=page.id, new=form.signature(), by=viewer_in(request), now=now
    )
    return "La signature est notée."


def _adopt(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = AdoptForm(request.POST, team=page.team)
    _read(form)
    told = form.cleaned_data
    actions.adopt(
        protocol_id=page.id, day=told["day"], review_on=told["review_on"],
        owner_id=UUID(told["owner"]), by=viewer_in(request), now=now,
    )  # fmt: skip
    return "Le protocole est adopté : l’acte est au journal, la relecture est une tâche."


def _cancel(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    actions.cancel_adoption(protocol_id=page.id, by=viewer_in(request), now=now)
    return "L’adoption est annulée : elle ne compte plus, dans aucune année."


def _withdraw(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = WithdrawForm(request.POST)
    _read(form)
    told = form.cleaned_data
    actions.withdraw(
        protocol_id=page.id, reason=told["reason"], day=told["day"], by=viewer_in(request), now=now
    )
    return "Le protocole est retiré : il compte jusqu’à ce jour, plus après."


def _except(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = ExceptionForm(request.POST)
    _read(form)
    told = form.cleaned_data
    actions.note_exception(
        protocol_id=page.id, day=told["day"], reason=told["reason"], what=told["what"],
        by=viewer_in(request), now=now,
    )  # fmt: skip
    return "L’exception est notée."


def _review(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    form = ReviewForm(request.POST, team=page.team)
    _read(form)
    same = request.POST.get("inchange") == "1"
    change = actions.confirm if same else actions.plan_review
    change(
        protocol_id=page.id, review_on=form.cleaned_data["review_on"],
        owner_id=UUID(form.cleaned_data["owner"]), by=viewer_in(request), now=now,
    )  # fmt: skip
    return "Relu, inchangé : la prochaine relecture est prévue." if same else "C’est prévu."


def _share(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    try:
        house = UUID(request.POST.get("organization", ""))
    except ValueError as error:
        raise Unread("Choisissez la structure à qui montrer ce protocole.") from error
    actions.share(
        protocol_id=page.id, organization_id=house, by=viewer_in(request), now=now
    )  # fmt: skip
    return "Cette structure lit maintenant ce protocole, et lui seul."


def _join(request: HttpRequest, page: ProtocolPage, now: datetime) -> str:
    """The paper of a line that came from a register."""
    sent = request.FILES.get("document")
    if page.version.record_id is None or not page.writes:
        raise NotFound
    attach_document(
        record_id=page.version.record_id, document=sent.read() if sent else b"",
        by=viewer_in(request), now=now,
    )  # fmt: skip
    return "Le document est joint : l’adoption est prouvée."


GESTURES: dict[str, Gesture] = {
    "version": _version, "discard": _discard, "propose": _propose, "reopen": _reopen,
    "sign": _sign, "paper": _paper, "adopt": _adopt, "cancel": _cancel, "withdraw": _withdraw,
    "except": _except, "review": _review, "share": _share, "join": _join,
}  # fmt: skip
