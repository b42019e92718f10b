"""Whether Maillon is at work, for machines: two addresses, no datum of anybody."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from maillon.kernel import clock, heartbeat
from maillon.project.worker import NAME

__all__ = ["health", "health_web"]


@csrf_exempt  # no cookie opens what machines ask: another verb is 405, never a page
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For whoever watches: 200 when the database answers and the worker turned lately."""
    database, worker = _looked()
    return _said(database=database, worker=worker)


@csrf_exempt
@never_cache
@require_safe
def health_web(request: HttpRequest) -> JsonResponse:
    """For a balancer of several web processes: a silent worker takes none of them away."""
    return _said(database=_looked()[0])


def _looked() -> tuple[bool, bool]:
    try:
        seen = heartbeat.last(NAME)
    except (DatabaseError, InterfaceError):
        return False, False
    silence = timedelta(seconds=settings.MAILLON_WORKER_SILENCE)
    return True, seen is not None and clock.now() - seen < silence


def _said(**parts: bool) -> JsonResponse:
    return JsonResponse(
        {"ok": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503
    )
