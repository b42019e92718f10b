"""Asking for help without an account, and knowing what became of it. A GET never acts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.welcome import actions, queries
from maillon.apps.welcome.web.forms import HelpForm
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.sentences import sentence

__all__ = ["ask", "every_door", "follow", "stop"]


def _origin(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@require_safe
def every_door(request: HttpRequest) -> HttpResponse:
    """Whom one may ask, by team."""
    return render(request, "welcome/doors.html", {"doors": queries.doors(now=clock.now())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one team; a refusal keeps every word typed."""
    now = clock.now()
    door = queries.door_page(slug, now=now)
    form = HelpForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                if form.cleaned_data["website"]:
                    raise Refused("help_robot")
                made = actions.ask_for_help(
                    organization_id=door.organization_id, new=form.help(),
                    by=queries.visitor(door, origin=_origin(request)), now=now,
                )  # fmt: skip
            except Refused as refused:
                status = 429 if refused.code == "help_too_many" else 422
                form.add_error(None, sentence(refused))
            else:
                return _to(queries.follow_token(made.pk))
    return render(request, "welcome/ask.html", {"door": door, "form": form}, status=status)


def _to(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("ask-follow", args=[token]), status=303)


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Whether it was read, taken, ended; nothing about anybody."""
    _, page = queries.follow(token, now=clock.now(), origin=_origin(request))
    return render(request, "welcome/follow.html", {"page": page, "token": token})


@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The person does not want it: everything stops."""
    viewer, _ = queries.follow(token, now=clock.now(), origin=_origin(request))
    actions.refuse_request(request_id=viewer.object_id, by=viewer, now=clock.now())
    return _to(token)
