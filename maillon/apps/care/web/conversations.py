"""What those around a person tell each other: the list, one conversation, a new one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.care import actions, queries
from maillon.apps.care.web.conversation_forms import MessageForm, documents_in
from maillon.apps.care.web.wording import GROUNDS
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import is_fragment, viewer_in
from maillon.kernel.sentences import sentence

__all__ = [
    "conversation", "conversation_new", "conversation_read", "conversations", "mention_link",
    "mention_stop", "message_correct", "message_withdraw",
]  # fmt: skip

LONGEST_WORDS = 80


def _page(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and 0 < int(given) < 1000 else 1


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conversations(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The list; words are searched by a POST, so that they stand in no address."""
    said = request.POST if request.method == "POST" else request.GET
    text = request.POST.get("q", "").strip()[:LONGEST_WORDS]
    found = queries.conversations(
        viewer_in(request), patient_id, theme=said.get("theme", ""), text=text,
        page=_page(said.get("page", "")), now=clock.now(),
    )  # fmt: skip
    context = {"found": found, "text": text, **_until(found.ground)}
    page = "care/conversations_inside.html" if is_fragment(request) else "care/conversations.html"
    return render(request, page, context)


def _until(ground: Any) -> dict[str, Any]:
    """What an access of an hour says of itself."""
    return {"until": ground.until, "ground": GROUNDS.get(ground.ground, ground.ground)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conversation_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A theme first: it says who may be asked; then the message."""
    viewer, now = viewer_in(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    theme = (posted if posted is not None else request.GET).get("theme", "")
    page = queries.new_talk(viewer, patient_id, theme=theme, now=now)
    form = MessageForm(page.mentionable, posted)
    if form.is_valid():
        try:
            sent = actions.start_conversation(
                patient_id=page.patient_id, theme=theme, subject=form.cleaned_data["subject"],
                new=form.message(documents_in(request)), by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est envoyé.")
            return redirect("conversation", conversation_id=sent.conversation_id)
    status = 422 if posted is not None else 200
    context = {"page": page, "form": form, "label": dict(page.themes).get(page.theme, "")}
    return render(request, "care/conversation_new.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Read it, live; answer. The messages and the place to write refresh apart from each other."""
    viewer, now = viewer_in(request), clock.now()
    number = _page(request.GET.get("page", ""))
    page = queries.conversation(viewer, conversation_id, page=number, now=now)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not page.may_write:
        raise NotFound
    form = MessageForm(page.mentionable, posted)
    if form.is_valid():
        try:
            new = form.message(documents_in(request))
            actions.answer(conversation_id=page.id, new=new, by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return HttpResponseRedirect(f"{reverse('conversation', args=[page.id])}#fin")
    context = {"page": page, "form": form, **_until(page.ground)}
    status = 422 if posted is not None else 200
    return render(request, _template(request), context, status=status)


def _template(request: HttpRequest) -> str:
    if not is_fragment(request):
        return "care/conversation.html"
    writing = request.GET.get("morceau") == "ecrire"
    return "care/conversation_write.html" if writing else "care/conversation_inside.html"


@require_POST
def conversation_read(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """« J’ai lu », as far as the page showed."""
    now = clock.now()
    seen = _moment(request.POST.get("vu", "")) or now
    actions.mark_read(conversation_id=conversation_id, until=seen, by=viewer_in(request), now=now)
    return redirect("conversation", conversation_id=conversation_id)


def _moment(given: str) -> datetime | None:
    try:
        found = parse_datetime(given)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _back(request: HttpRequest, done: Callable[[], str]) -> HttpResponse:
    """Do it, say it, and go back to the conversation the page came from."""
    try:
        held = UUID(request.POST.get("conversation", ""))
    except ValueError as error:
        raise NotFound from error
    try:
        messages.success(request, done())
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("conversation", conversation_id=held)


@require_POST
def message_correct(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Her own words, put right in the open."""

    def done() -> str:
        actions.correct_message(
            message_id=message_id, text=request.POST.get("text", ""), by=viewer_in(request),
            now=clock.now(),
        )  # fmt: skip
        return "Le message est corrigé ; ce qu’il disait reste lisible."

    return _back(request, done)


@require_POST
def message_withdraw(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Her own message, shown no more."""

    def done() -> str:
        actions.withdraw_message(message_id=message_id, by=viewer_in(request), now=clock.now())
        return "Le message est retiré : personne ne le lit plus ici."

    return _back(request, done)


@require_POST
def mention_link(request: HttpRequest, mention_id: UUID) -> HttpResponse:
    """A link to hand over: shown once, kept hashed."""
    token = actions.give_message_link(mention_id=mention_id, by=viewer_in(request), now=clock.now())
    address = settings.MAILLON_PUBLIC_URL.rstrip("/") + reverse("message-page", args=[token])
    back = request.POST.get("conversation", "")
    return render(request, "care/message_link_given.html", {"address": address, "back": back})


@require_POST
def mention_stop(request: HttpRequest, mention_id: UUID) -> HttpResponse:
    """Her link stops working at once."""

    def done() -> str:
        actions.stop_message_link(mention_id=mention_id, by=viewer_in(request), now=clock.now())
        return "Son lien ne s’ouvre plus."

    return _back(request, done)
