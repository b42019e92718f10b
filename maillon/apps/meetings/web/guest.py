"""A guest without an account: her link shows the meeting and takes her answer (GET never acts)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.meetings import actions, calendar, queries
from maillon.apps.meetings.queries import MeetingPage
from maillon.apps.meetings.vocabulary import Answer
from maillon.apps.meetings.web.meeting import answers_in
from maillon.apps.meetings.web.papers import ICS, file
from maillon.apps.meetings.web.wording import moment
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer

__all__ = ["answer", "ics", "page"]

SAID = {
    "note": "C’est noté. Vous pouvez changer d’avis ici même.",
    "trop-tard": "Cette réunion ne prend plus de réponse : ce qui compte est ci-dessous.",
}


def _viewer(request: HttpRequest, token: str) -> LinkViewer:
    return queries.link_viewer(token, origin=request.META.get("REMOTE_ADDR", ""))


def _read(request: HttpRequest, token: str) -> MeetingPage:
    return queries.link_page(_viewer(request, token), now=clock.now())


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting, and what is asked of her."""
    shown = _read(request, token)
    context = {
        "page": shown, "moment": moment(shown.starts_at), "token": token,
        "words": Answer.choices, "said": SAID.get(request.GET.get("dit", ""), ""),
        "options": [(one, moment(one.starts_at)) for one in shown.options],
    }  # fmt: skip
    return render(request, "meetings/guest.html", context)


@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Her words about the moments, or whether she comes."""
    viewer, now = _viewer(request, token), clock.now()
    try:
        if "coming" in request.POST:
            actions.say_coming(coming=request.POST["coming"] == "yes", by=viewer, now=now)
        else:
            actions.answer_dates(words=answers_in(request.POST), by=viewer, now=now)
        said = "note"
    except Refused:
        said = "trop-tard"
    return HttpResponseRedirect(f"{reverse('meeting-link', args=[token])}?dit={said}", status=303)


@never_cache
@require_safe
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting for her calendar."""
    url = request.build_absolute_uri(reverse("meeting-link", args=[token]))
    made = calendar.ics(_read(request, token), url, now=clock.now())
    return file(made, ICS, "reunion.ics")
