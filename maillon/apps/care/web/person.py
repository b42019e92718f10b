"""The file of a person: her circle first, then who she is; live."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.care import queries
from maillon.apps.care.queries import PersonPage
from maillon.apps.care.vocabulary import ASIDES, CLOSINGS, DOCUMENTS, THEMES
from maillon.apps.care.web.forms import InsForm, OpenForm, TraitsForm
from maillon.apps.care.web.persons import like_words
from maillon.apps.care.web.telling import told
from maillon.apps.care.web.wording import EVENTS, GROUNDS, WHY, born
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import is_fragment, viewer_in
from maillon.kernel.feed import apart, feed
from maillon.kernel.live import lines, seen_number

__all__ = ["circle_events", "person", "person_context"]

OPENED = {"word": "agreed", "means": "voice", "situation": "return_home"}
BY_HAND = ("document_seen", "ins_denied", "doubted", "doubt_lifted", "declared_fictive")


@never_cache
@require_safe
def person(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The page, or its inside when it refreshes itself."""
    context = person_context(request, patient_id)
    page = "care/person_inside.html" if is_fragment(request) else "care/person.html"
    return render(request, page, context)


def person_context(request: HttpRequest, patient_id: UUID, **forms: Any) -> dict[str, Any]:
    """What the page shows; a form that was refused comes in by its name."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.person_page(viewer, patient_id, now=now)
    who = page.identity
    return {
        "page": page,
        "born": born(who.birth_date, who.sex, now.date()),
        "ground": GROUNDS.get(page.ground.ground, page.ground.ground),
        "until": page.ground.until,
        "members": [(one, WHY[one.why].partition(" : ")[2]) for one in page.circle.members]
        if page.circle
        else [],
        "like": like_words(page.like, now),
        "steps": [(code, EVENTS[code]) for code in page.events if code in BY_HAND],
        "documents": DOCUMENTS.items(),
        "closings": CLOSINGS.items(),
        "may_coordinate": queries.may_coordinate(viewer),
        "reads_health": page.ground.shows("theme:health"),
        "may_ask_desk": any(role.desk_id for role in viewer.roles),
        "history": told(queries.history(viewer, page.id, now=now)) if page.circle else None,
        "unread": _unread(viewer, page),
        "about": queries.meetings_about(viewer, page.id, now=now),
        "asides": ASIDES.items(),
        "medication": queries.medication_state(viewer, page.id, now=now),
        "version": page.circle.version if page.circle else queries.circle_version(page.id),
        **_forms(page, now),
        **forms,
    }


def _unread(viewer: AccountViewer, page: PersonPage) -> int | None:
    """How many conversations she has not read; ``None`` where none is hers to read."""
    read = [code for code in THEMES if page.ground.shows(f"theme:{code}")]
    return queries.unread_of(viewer, {page.id: read}).get(page.id, 0) if read else None


def _forms(page: PersonPage, now: datetime) -> dict[str, Any]:
    who = page.identity
    names = ("birth_name", "given_name", "sex", "birth_place", "used_name")
    traits = {name: getattr(who, name) for name in names} | {"birth_date": _said(who.birth_date)}
    return {
        "open_form": OpenForm(initial=OPENED, prefix="open"),
        "traits_form": TraitsForm(initial=traits, prefix="traits"),
        "ins_form": InsForm(prefix="ins"),
    }


def _said(iso: str) -> str:
    """The date as it is typed."""
    year, month, day = iso.split("-")
    return year if month == "00" else f"{day}/{month}/{year}"


@require_safe
def circle_events(request: HttpRequest, patient_id: UUID) -> HttpResponseBase:
    """Says that the circle changed, never what; to who loses her right, once more and no more."""
    viewer = viewer_in(request)
    queries.person_page(viewer, patient_id, now=clock.now())
    seen = request.headers.get("Last-Event-ID") or request.GET.get("vu", "")
    account_id, session_key = viewer.account_id, request.session.session_key or ""

    def check() -> bool:
        return queries.may_hear(account_id, session_key, patient_id, now=clock.now())

    topic = f"circle:{patient_id}"
    return StreamingHttpResponse(
        lines(feed, topic, seen_number(seen), lambda: apart(check), last_word=True),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
