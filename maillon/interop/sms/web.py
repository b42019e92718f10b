"""The demonstration telephones, and the door of the gateway."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillon.errors import Refused
from maillon.interop.sms import bubbles, http, incoming, simulator
from maillon.kernel import bodies, clock, signing

__all__ = ["phone", "phone_thread", "phones", "sms_webhook"]

SEEN = "phones_seen"
MOST_BYTES = 16_384


class Answer(forms.Form):
    """What is typed on the telephone."""

    body = forms.CharField(max_length=320, strip=True)


@require_GET
def phones(request: HttpRequest) -> HttpResponse:
    """The list of demonstration telephones."""
    return render(request, "sms/phones.html", _list(request))


def _list(request: HttpRequest) -> dict[str, Any]:
    search = request.GET.get("q", "")[:60]
    lines = bubbles.phones(search=search, seen=request.session.get(SEEN, {}))
    return {"search": search, "phones": lines}


@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest, responder_id: UUID) -> HttpResponse:
    """One telephone; a POST is what the carer sends from it."""
    shown, number = bubbles.phone(responder_id)
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        simulator.answer(number, form.cleaned_data["body"], clock.now())
        return redirect(request.path)
    _look(request, responder_id)
    context = {"phone": shown, "thread": bubbles.thread(responder_id), "form": form}
    return render(request, "sms/phone.html", {**_list(request), **context, "now": clock.now()})


def _look(request: HttpRequest, responder_id: UUID) -> None:
    """Remember in the session that this telephone was looked at."""
    seen = request.session.get(SEEN, {})
    request.session[SEEN] = {**seen, str(responder_id): clock.now().isoformat()}


@require_GET
def phone_thread(request: HttpRequest, responder_id: UUID) -> HttpResponse:
    """What a page that refreshes itself draws again; 304 while nothing is new."""
    thread = bubbles.thread(responder_id)
    mark = f'"{thread.version}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    _look(request, responder_id)
    answer = render(request, "sms/_fresh.html", {"thread": thread})
    answer.headers["ETag"] = mark
    return answer


@csrf_exempt
@require_POST
def sms_webhook(request: HttpRequest) -> HttpResponse:
    """What the gateway tells us. 401 unsigned or stale, 400 malformed, 200 taken or known."""
    now = clock.now()
    try:
        told = bodies.body(request, MOST_BYTES)
        gateway = _signed_by(request, told, now)
        outcome = incoming.apply(incoming.parse(told, now), now, gateway=gateway)
    except bodies.TooLong:
        return _said(413, "too_long")
    except signing.Forged:
        return _said(401, "signature")
    except incoming.Malformed as error:
        return _said(400, str(error))
    except Refused as error:
        return _said(422, error.code)
    return JsonResponse({"outcome": outcome})


def _signed_by(request: HttpRequest, told: bytes, now: datetime) -> str:
    """Which of our gateways speaks: the one whose secret signed; raises ``signing.Forged``."""
    moment = request.headers.get(signing.TIMESTAMP, "")
    given = request.headers.get(signing.SIGNATURE, "")
    if settings.MAILLON_SMS_SECOND_SECRET:
        with suppress(signing.Forged):
            signing.check(settings.MAILLON_SMS_SECOND_SECRET, moment, given, told, now)
            return http.SECOND
    signing.check(settings.MAILLON_SMS_SECRET, moment, given, told, now)
    return http.NAME


def _said(status: int, error: str) -> HttpResponse:
    return JsonResponse({"error": error}, status=status)
