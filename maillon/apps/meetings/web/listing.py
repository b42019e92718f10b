"""The meetings of somebody, and calling a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.accounts.queries import colleagues
from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.web.forms import MeetingForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["call", "listing"]

GROUPS = {
    "write": "Compte rendu à clore",
    "choose": "Date à choisir",
    "next": "À venir",
    "past": "Passées",
}


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Her meetings by what they wait for, and what she has to do after them."""
    viewer, now = viewer_in(request), clock.now()
    rows = queries.my_meetings(viewer, now=now)
    groups = [
        (code, title, found)
        for code, title in GROUPS.items()
        if (found := [row for row in rows if row.group == code])
    ]
    context = {
        "groups": groups,
        "owed": queries.owed_decisions(viewer, now=now),
        "may_call": bool(queries.places(viewer)),
    }
    return render(request, "meetings/meetings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """A new meeting; a refusal keeps what was typed."""
    viewer, now = viewer_in(request), clock.now()
    places = queries.places(viewer)
    if not places:
        raise NotFound
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        places=places, people=colleagues(viewer, now=now),
    )  # fmt: skip
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = actions.call_meeting(new=form.meeting(), by=viewer, now=now)
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, "La réunion est prête. Envoyez les invitations.")
                return HttpResponseRedirect(reverse("meeting", args=[made.pk]), status=303)
    return render(request, "meetings/new.html", {"form": form}, status=status)
