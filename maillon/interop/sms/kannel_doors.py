"""What Kannel tells us: a text received (POST), what became of a text of ours (GET).

Kannel signs nothing. It shows the account of the settings as HTTP Basic, comes from an
address we know, and never through the public door (ADR 0018). The answer has no body:
Kannel would send it back to the telephone.
"""

import base64
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.messaging import actions
from maillon.errors import Refused
from maillon.interop.sms.incoming import credible
from maillon.interop.sms.kannel import NAME, key_in, named
from maillon.kernel import bodies, clock

__all__ = ["kannel_notice", "kannel_reply"]

MOST_BYTES: Final = 6_400
LONGEST_TEXT: Final = 1_600
LATEST: Final = 253_402_300_799  # the last second of the year 9999
STATUSES: Final[dict[str, Literal["delivered", "failed", "taken"]]] = {
    "1": "delivered",
    "2": "failed",
    "8": "taken",
    "16": "failed",
}
View = Callable[[HttpRequest], HttpResponse]


class Malformed(Exception):
    """Not what Kannel sends when it is set up as documented."""


def _from_kannel(view: View) -> View:
    """401 to whoever is not the gateway; 400 to what cannot be read; never a body."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not _is_kannel(request):
            return HttpResponse(status=401)
        try:
            return view(request)
        except (Malformed, ValueError, bodies.TooLong):
            return HttpResponse(status=400)
        except Refused:
            return HttpResponse(status=422)

    return guarded


def _is_kannel(request: HttpRequest) -> bool:
    if settings.MAILLON_SMS_PROVIDER != NAME or not settings.MAILLON_SMS_SECRET:
        return False
    account = f"{settings.MAILLON_SMS_USER}:{settings.MAILLON_SMS_SECRET}"
    wanted = f"Basic {base64.b64encode(account.encode()).decode()}"
    given = request.headers.get("Authorization", "")
    near = request.META.get("REMOTE_ADDR") in settings.MAILLON_SMS_FROM
    through_a_door = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return hmac.compare_digest(given.encode(), wanted.encode()) and near and not through_a_door


@csrf_exempt
@require_POST
@_from_kannel
def kannel_reply(request: HttpRequest) -> HttpResponse:
    """A text received; the same ``id`` again changes nothing."""
    now = clock.now()
    actions.receive(
        provider=NAME, provider_id=_name(request), phone=request.headers.get("X-Kannel-From", ""),
        body=_text(request), received_at=_moment(request, now), now=now,
    )  # fmt: skip
    return HttpResponse(status=200)


def _name(request: HttpRequest) -> str:
    given = request.GET.get("id", "")
    if not 0 < len(given) <= 80 or "\x00" in given:
        raise Malformed("id")
    return given


def _text(request: HttpRequest) -> str:
    """The words, whatever alphabet Kannel hands over; raw bytes are read as telephones write."""
    told = bodies.body(request, MOST_BYTES)
    charset = (request.content_params or {}).get("charset", "")
    try:
        text = told.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = told.decode("cp1252", errors="replace")
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise Malformed("text")
    return text


def _moment(request: HttpRequest, now: datetime) -> datetime:
    """When the operator says it was received, where that can be believed."""
    given = request.GET.get("at", "")
    if not (given.isascii() and given.isdigit() and int(given) <= LATEST):
        return now
    return credible(datetime.fromtimestamp(int(given), UTC), now)


@csrf_exempt
@require_GET  # the one verb Kannel has for its notices
@_from_kannel
def kannel_notice(request: HttpRequest) -> HttpResponse:
    """What became of a text of ours; a second time changes nothing."""
    key = key_in(request.GET.get("cle", ""))
    status = STATUSES.get(request.GET.get("etat", ""))
    if not 0 < len(key) <= 120 or "\x00" in key or status is None:
        raise Malformed("notice")
    actions.record_receipt(NAME, named(key), status, clock.now(), key=key)
    return HttpResponse(status=200)
