"""The doors of a switchboard: what it tells of calls, and who is on duty. Both are signed."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.desk.queries.calls import duty
from maillon.errors import NotFound
from maillon.interop.telephony import incoming
from maillon.kernel import bodies, clock, signing

__all__ = ["phone_duty", "phone_webhook"]

MOST_BYTES = 16_384


@csrf_exempt
@require_POST
def phone_webhook(request: HttpRequest) -> HttpResponse:
    """413 too long, 401 unsigned or stale, 400 malformed, 404 no desk, 200 recorded or known."""
    now = clock.now()
    try:
        told = bodies.body(request, MOST_BYTES)
        _signed(request, told)
        return JsonResponse({"outcome": incoming.apply(incoming.parse(told, now), now)})
    except bodies.TooLong:
        return _said(413, "too_long")
    except signing.Forged:
        return _said(401, "signature")
    except incoming.Malformed as error:
        return _said(400, str(error))
    except NotFound:
        return _said(404, "desk")


@csrf_exempt  # no cookie opens it: another verb is 405, never a page
@never_cache
@require_GET
def phone_duty(request: HttpRequest) -> HttpResponse:
    """Open or closed, whom to ring in order, where else the call goes; signed over ``poste``."""
    asked = request.GET.get("poste", "")
    try:
        _signed(request, asked.encode())
        found = duty(incoming.SWITCHBOARD, UUID(asked), now=clock.now())
    except signing.Forged:
        return _said(401, "signature")
    except (ValueError, NotFound):
        return _said(404, "desk")
    return JsonResponse({
        "desk": found.desk,
        "open": found.open,
        "opens_at": found.changes_at.isoformat() if found.changes_at else None,
        "present": list(found.present),
        "ring": list(found.ring),
        "fallback": {"notice": found.notice, "number": found.fallback},
    })  # fmt: skip


def _signed(request: HttpRequest, signed: bytes) -> None:
    moment = request.headers.get(signing.TIMESTAMP, "")
    given = request.headers.get(signing.SIGNATURE, "")
    signing.check(settings.MAILLON_PHONE_SECRET, moment, given, signed, clock.now())


def _said(status: int, error: str) -> HttpResponse:
    return JsonResponse({"error": error}, status=status)
