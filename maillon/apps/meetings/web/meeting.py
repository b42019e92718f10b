"""A meeting before it is held: who is asked, which date, what about."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.vocabulary import Answer
from maillon.apps.meetings.web.forms import TitleForm, guests_in
from maillon.apps.meetings.web.wording import DONE, moment
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "answers_in", "one", "uuid_in"]

UNREAD = "Rien n’a changé : la ligne n’est pas lisible. Un nom, puis une adresse."
WORDS = Answer.choices


@never_cache
@require_safe
def one(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting as it stands."""
    return _page(request, meeting_id)


def _page(request: HttpRequest, meeting_id: UUID, link: str = "") -> HttpResponse:
    page = queries.meeting_page(viewer_in(request), meeting_id, now=clock.now())
    brings = page.kind == "case" and page.writes and page.state in ("set", "choosing")
    context = {
        "page": page, "moment": moment(page.starts_at), "words": WORDS, "link": link,
        "offered": queries.offered(viewer_in(request), clock.now()) if brings else (),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


@require_POST
def act(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One gesture; an unknown one is a missing page, a refused one is said on the page."""
    viewer, now, asked = viewer_in(request), clock.now(), request.POST.get("geste", "")
    if asked == "link":
        guest = uuid_in(request.POST, "guest")
        return _page(request, meeting_id, actions.new_link(guest_id=guest, by=viewer, now=now))
    gesture = GESTURES.get(asked)
    if gesture is None:
        raise NotFound
    try:
        gesture(meeting_id, request.POST, viewer, now)
        messages.success(request, DONE[asked])
    except Refused as refused:
        messages.error(request, sentence(refused))
    except forms.ValidationError:
        messages.error(request, UNREAD)
    return HttpResponseRedirect(reverse("meeting", args=[meeting_id]), status=303)


def uuid_in(data: QueryDict, name: str) -> UUID:
    """An id as posted; a missing or broken one is nobody's."""
    try:
        return UUID(data.get(name, ""))
    except ValueError:
        raise NotFound from None


def answers_in(data: QueryDict) -> dict[UUID, str]:
    """The words posted for moments, ``date-ID=yes``; anything else is left aside."""
    known = dict(WORDS)
    found = {}
    for key, word in data.items():
        if key.startswith("date-") and word in known:
            found[uuid_in(QueryDict(f"id={key[5:]}"), "id")] = str(word)
    return found


def _add_guest(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    found = guests_in(data.get("who", "")[:300])
    if not found:
        raise forms.ValidationError("empty")
    for new in found:
        actions.add_guest(meeting_id=meeting_id, new=new, by=by, now=now)


def _add_item(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    form = TitleForm(data)
    if form.is_valid():
        actions.add_item(meeting_id=meeting_id, title=form.cleaned_data["title"], by=by, now=now)


def _add_case(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    title, case_id = data.get("title", "")[:300], uuid_in(data, "case")
    actions.add_case(meeting_id=meeting_id, case_id=case_id, title=title, by=by, now=now)


Gesture = Callable[[UUID, QueryDict, AccountViewer, datetime], Any]
GESTURES: dict[str, Gesture] = {
    "invite": lambda pk, data, by, now: actions.invite(meeting_id=pk, by=by, now=now),
    "cancel": lambda pk, data, by, now: actions.cancel_meeting(meeting_id=pk, by=by, now=now),
    "guest": _add_guest,
    "item": _add_item,
    "case": _add_case,
    "drop-guest": lambda pk, data, by, now: actions.drop_guest(
        guest_id=uuid_in(data, "guest"), by=by, now=now
    ),
    "choose": lambda pk, data, by, now: actions.choose_date(
        option_id=uuid_in(data, "option"), by=by, now=now
    ),
    "dates": lambda pk, data, by, now: actions.answer_dates(
        words=answers_in(data), by=by, now=now, meeting_id=pk
    ),
    "coming": lambda pk, data, by, now: actions.say_coming(
        coming=data.get("coming") == "yes", by=by, now=now, meeting_id=pk
    ),
    "drop-item": lambda pk, data, by, now: actions.drop_item(
        item_id=uuid_in(data, "item"), by=by, now=now
    ),
    "move": lambda pk, data, by, now: actions.move_item(
        item_id=uuid_in(data, "item"), up=data.get("way") == "up", by=by, now=now
    ),
}
