"""Asking a gateway over HTTP: which addresses are allowed, and what a lost call means."""

import errno
import socket
import ssl
import urllib.parse
import urllib.request
from typing import Any, Final
from urllib.error import URLError
from urllib.request import OpenerDirector

from maillon.apps.messaging.providers import Temporary, UnknownOutcome

__all__ = ["TIMEOUT", "check", "opener", "unreached"]

TIMEOUT: Final = 12.0  # seconds, for connecting and for each read
_REACHED_NOBODY = (
    ConnectionRefusedError,
    ssl.SSLCertVerificationError,
    socket.gaierror,
    TimeoutError,
)
_NO_ROUTE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway that sends us elsewhere is not followed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def opener() -> OpenerDirector:
    """An opener that follows no redirection."""
    return urllib.request.build_opener(_NoRedirect)


def check(url: str) -> None:
    """Raise ``ValueError`` unless the address is HTTPS, or this very machine."""
    parts = urllib.parse.urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise ValueError("MAILLON_SMS_URL doit commencer par https://.")


def unreached(error: URLError) -> Temporary | UnknownOutcome:
    """No address, no route, no listener, a false certificate: nothing left.

    So too when time ran out here: while connecting, for a request of ours is one packet. A
    time-out while its answer is awaited is no ``URLError``. Anything else may have left.
    """
    reason = error.reason
    if isinstance(reason, _REACHED_NOBODY) or getattr(reason, "errno", 0) in _NO_ROUTE:
        return Temporary("gateway_unreachable")
    return UnknownOutcome("connection_lost")
