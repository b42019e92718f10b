"""The meeting while it is held: who is there, what is said, what is decided, then closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from csp.constants import NONCE
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.notes import as_html, as_text, cleaned
from maillon.apps.meetings.queries import MeetingPage
from maillon.apps.meetings.vocabulary import Presence
from maillon.apps.meetings.web.forms import DateForm, DecisionForm, PresenceForm, TitleForm
from maillon.apps.meetings.web.meeting import uuid_in
from maillon.apps.meetings.web.wording import DONE, moment
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "follow", "sheet"]


MOST, MOST_HTML = 20_000, 60_000
EDITOR = {"style-src": [NONCE]}  # the editor brings one sheet of its own, by the nonce of the page


View = Callable[[HttpRequest, UUID], HttpResponse]


def _with_editor(view: View) -> View:
    return csp_update(EDITOR)(view)  # type: ignore[arg-type, return-value]  # it takes any view


class Unread(Exception):
    """A field is missing or wrong; the sentence says which."""


@never_cache
@require_safe
@_with_editor
def sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes being written, or the minutes as they were closed."""
    return _sheet(request, meeting_id)


def _sheet(
    request: HttpRequest, meeting_id: UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    viewer = viewer_in(request)
    page = queries.meeting_page(viewer, meeting_id, now=clock.now())
    context = {
        "corrects": page.state == "closed" and queries.may_correct(viewer, meeting_id),
        "page": page, "moment": moment(page.starts_at), "presences": Presence.choices[1:],
        "default_due": _default_due(page), "closed": moment(page.closed_at), **more,
    }  # fmt: skip
    name = "meetings/minutes.html" if page.state == "closed" else "meetings/sitting.html"
    return render(request, name, context, status=status)


def _default_due(page: MeetingPage) -> str:
    start = page.starts_at or clock.now()
    return (start + timedelta(days=14)).date().isoformat()


@require_POST
@_with_editor
def act(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One gesture of the sitting; a text that crosses another's is given back beside it."""
    viewer, now, asked = viewer_in(request), clock.now(), request.POST.get("geste", "")
    gesture = GESTURES.get(asked)
    if gesture is None:
        raise NotFound
    try:
        gesture(meeting_id, request.POST, viewer, now)
        messages.success(request, DONE[asked])
    except Unread as unread:
        messages.error(request, str(unread))
    except Refused as refused:
        if refused.code == "meeting_changed_meanwhile":
            text, rich = _typed(request.POST)
            mine = {
                "item": uuid_in(request.POST, "item"), "text": as_text(text, rich),
                "html": as_html(text, rich),
            }  # fmt: skip
            return _sheet(request, meeting_id, status=409, mine=mine, said=sentence(refused))
        messages.error(request, sentence(refused))
    return HttpResponseRedirect(_back(meeting_id, request.POST), status=303)


def _back(meeting_id: UUID, data: QueryDict) -> str:
    item = data.get("item", "")
    return reverse("meeting-minutes", args=[meeting_id]) + (f"#p-{item}" if item else "")


def _decide(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    form = DecisionForm(data)
    if not form.is_valid():
        raise Unread("Rien n’est noté : écrivez la décision, qui s’en charge et pour quand.")
    actions.decide(
        meeting_id=meeting_id, text=form.cleaned_data["text"], owner_id=form.cleaned_data["owner"],
        due_on=form.due(), by=by, now=now,
        item_id=uuid_in(data, "item") if data.get("item") else None,
    )  # fmt: skip


def _notes(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    text, rich = _typed(data)
    actions.write_notes(
        item_id=uuid_in(data, "item"), seen=data.get("seen", ""), text=text, rich=rich, by=by,
        now=now,
    )  # fmt: skip


def _typed(data: QueryDict) -> tuple[str, bool]:
    """What the editor gives, cleaned; or, where it did not run or nothing changed, the text."""
    if "html" in data:
        return cleaned(str(data["html"])[:MOST_HTML]), True
    return data.get("text", "").replace("\r\n", "\n").strip()[:MOST], False


def _presence(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    form = PresenceForm(data)
    if not form.is_valid():
        raise Unread("Rien n’est noté : dites si la personne est là.")
    actions.note_presence(
        guest_id=uuid_in(data, "guest"), presence=form.cleaned_data["presence"], by=by, now=now
    )


def _item(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    form = TitleForm(data)
    if not form.is_valid():
        raise Unread("Rien n’est ajouté : écrivez le point.")
    actions.add_item(meeting_id=meeting_id, title=form.cleaned_data["title"], by=by, now=now)


def _settle(meeting_id: UUID, data: QueryDict, by: AccountViewer, now: datetime) -> None:
    outcome = "done" if data.get("outcome") == "done" else "dropped"
    actions.settle_decision(decision_id=uuid_in(data, "decision"), outcome=outcome, by=by, now=now)


Gesture = Callable[[UUID, QueryDict, AccountViewer, datetime], Any]
GESTURES: dict[str, Gesture] = {
    "notes": _notes,
    "presence": _presence,
    "decide": _decide,
    "item": _item,
    "settle": _settle,
    "drop-decision": lambda pk, data, by, now: actions.drop_decision(
        decision_id=uuid_in(data, "decision"), by=by, now=now
    ),
    "close": lambda pk, data, by, now: actions.close_minutes(meeting_id=pk, by=by, now=now),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The next meeting of the series: only its date is asked for."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.meeting_page(viewer, meeting_id, now=now)
    if not page.writes:
        raise NotFound
    form = DateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            new = actions.follow_up(
                meeting_id=meeting_id, dates=form.cleaned_data["dates"], by=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La réunion suivante est prête.")
            return HttpResponseRedirect(reverse("meeting", args=[new.pk]), status=303)
    status = 422 if form.is_bound else 200
    return render(request, "meetings/follow.html", {"form": form, "page": page}, status=status)
