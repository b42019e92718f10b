"""What every request goes through: second factor, idle lock, permission, errors."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from maillon.apps.accounts import lock, queries
from maillon.errors import NotAllowed, NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.sentences import sentence
from maillon.project import errors
from maillon.project.permissions import PERMISSIONS

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_DOORS = ("account_", "mfa_", "lock", "unlock", "favicon")
_OPEN_WHILE_LOCKED = frozenset({"lock", "unlock", "favicon", "account_login", "account_logout"})
_HEARD_WITHOUT_A_HAND = frozenset({"board-events", "circle-events"})
DESK_ROLES = frozenset({"agent", "lead"})
CARE_ROLES = DESK_ROLES | {"coordinator", "practitioner"}


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _is_door(request: HttpRequest) -> bool:
    return _route(request).startswith(_DOORS)


def _is_background(request: HttpRequest) -> bool:
    """A page refreshing itself says nothing of whoever sits before it."""
    marked = bool(request.headers.get("X-Maillon-Background"))
    return marked or _route(request) in _HEARD_WITHOUT_A_HAND


class SecondFactorMiddleware:
    """No page with person data before a second factor, where the setting asks for one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not settings.MAILLON_REQUIRE_MFA or not request.user.is_authenticated:
            return None
        if _is_door(request) or _has_second_factor(request):
            return None
        return redirect("mfa_activate_totp")


def _has_second_factor(request: HttpRequest) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(request.user))


class IdleLockMiddleware:
    """Locks after idleness; the half-typed request stays in its server-side draft."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or _route(request) in _OPEN_WHILE_LOCKED:
            return None
        now = clock.now()
        if lock.expired(request.session, now):
            logout(request)
            return self._to(request, "account_login")
        if lock.is_locked(request.session, now):
            return self._to(request, "lock")
        if not _is_background(request):
            lock.touch(request.session, now)
        return None

    @staticmethod
    def _to(request: HttpRequest, name: str) -> HttpResponse:
        url = reverse(name)
        if name == "lock" and not _is_kept_elsewhere(request):
            left = _page_left(request)
            if request.session.get("lock_next") != left:
                request.session["lock_next"] = left
        if request.headers.get("HX-Request") or _is_background(request):
            return HttpResponse(status=423, headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)


def _is_kept_elsewhere(request: HttpRequest) -> bool:
    """A page that stays where it is and tries again by itself.

    It must not write the session: a session is saved whole, and a try that began before the
    password was given would lock again what it has just opened.
    """
    return _is_background(request) or bool(request.headers.get("X-Maillon-Draft"))


def _page_left(request: HttpRequest) -> str:
    """The page she was on, whether she asked for it or for a piece of it."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return f"{page.path}?{page.query}" if page.query else page.path


class PermissionMiddleware:
    """Deny by default: an undeclared route does not exist."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        by_link = PERMISSIONS.get(_route(request)) in ("link", "demo")
        if request.user.is_authenticated or by_link:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        permission = PERMISSIONS.get(_route(request))
        if permission is None:
            return errors.missing(request)
        if permission in ("public", "link", "webhook", "client"):
            return None
        if permission == "demo" and not settings.MAILLON_DEMO:
            return errors.missing(request)
        if request.user.is_authenticated:
            origin = request.META.get("REMOTE_ADDR", "")
            viewer = queries.viewer_of(request.user, now=clock.now(), origin=origin)
            request.viewer = viewer  # type: ignore[attr-defined]
            return None if _holds(viewer, permission) else errors.missing(request)
        if permission == "demo":
            return None
        return redirect(f"{reverse('account_login')}?next={quote(request.get_full_path())}")


def _holds(viewer: AccountViewer, permission: str) -> bool:
    codes = {role.code for role in viewer.roles}
    return {
        "signed_in": True,
        "demo": True,
        "desk": bool(codes & DESK_ROLES),
        "care": bool(codes & CARE_ROLES or viewer.responder_ids),
        "carer": bool(viewer.responder_ids),
        "requester": "requester" in codes,
        "reader": "reader" in codes,
        "admin": "administrator" in codes,
    }.get(permission, False)


class ErrorMiddleware:
    """Turns our errors into pages; a refused object answers like a missing one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return errors.missing(request)
        if isinstance(error, NotAllowed):
            return errors.forbidden(request)
        if isinstance(error, Refused):
            return errors.refused(request, sentence(error))
        return None
