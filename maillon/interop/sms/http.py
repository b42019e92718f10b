"""A gateway behind HTTP: one signed JSON POST per message, one signed GET to ask about a key.

The contract is docs/dev/sms.md. What matters is telling apart « surely not sent » (try
again), « refused » (give up) and « the answer was lost » (ask by key).
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError, URLError

from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    NotKnown,
    Permanent,
    Sent,
    Temporary,
    UnknownOutcome,
)
from maillon.interop.sms import asking
from maillon.kernel import clock, signing

__all__ = ["NAME", "SECOND", "HttpProvider"]

NAME = "http"
SECOND = "http2"  # the same contract, at the gateway in waiting
TIMEOUT: Final = asking.TIMEOUT
MOST_BYTES: Final = 65_536
NOT_TAKEN = frozenset({401, 403, 429, 503})  # refused at the door: surely not sent
NO_MEMORY = frozenset({400, 404, 405, 501})  # a gateway that does not know this question


class HttpProvider:
    """HTTPS only, loopback apart. ``timeout`` holds for connecting and for each read."""

    at_once = 8

    def __init__(
        self, url: str, secret: str, *, timeout: float = TIMEOUT, name: str = NAME
    ) -> None:
        asking.check(url)
        if not secret:
            raise ValueError("MAILLON_SMS_SECRET manque : les messages ne seraient pas signés.")
        self.url, self.secret, self.timeout, self.name = url, secret, timeout, name
        self._opener = asking.opener()

    def send(self, phone: str, text: str, key: str) -> Sent:
        """Hand one text over; the gateway answers with its own name for it."""
        body = json.dumps({"key": key, "to": phone, "text": text}).encode()
        request = self._request(self.url, body, method="POST", key=key, signed=body)
        try:
            return Sent(_named(self._ask(request)))
        except HTTPError as error:
            return _refusal(error)
        except URLError as error:
            raise asking.unreached(error) from None
        except (OSError, ValueError, LookupError):
            raise UnknownOutcome("answer_lost") from None

    def lookup(self, key: str) -> Known | NotKnown | CannotSay:
        """Whether the gateway ever took this key."""
        mark = "&" if urllib.parse.urlsplit(self.url).query else "?"
        url = f"{self.url}{mark}{urllib.parse.urlencode({'key': key})}"
        request = self._request(url, None, method="GET", key=key, signed=key.encode())
        try:
            answer = self._ask(request)
        except HTTPError as error:
            return _absence(error)
        except (OSError, ValueError):
            raise Temporary("gateway_unreachable") from None
        return _memory(answer)

    def _request(
        self, url: str, body: bytes | None, *, method: str, key: str, signed: bytes
    ) -> urllib.request.Request:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": key,
            **signing.headers(self.secret, signed, clock.now()),
        }
        return urllib.request.Request(url, body, headers, method=method)  # noqa: S310

    def _ask(self, request: urllib.request.Request) -> Any:
        with self._opener.open(request, timeout=self.timeout) as response:
            return json.loads(response.read(MOST_BYTES))


def _named(answer: Any) -> str:
    """The gateway's name for a message; raises ``LookupError`` when it gives none."""
    name = answer.get("id") if isinstance(answer, dict) else None
    if not isinstance(name, str | int) or not 0 < len(str(name)) <= 80:
        raise LookupError("id")
    return str(name)


def _read(error: HTTPError) -> Any:
    try:
        return json.loads(error.read(MOST_BYTES))
    except (OSError, ValueError):
        return None
    finally:
        error.close()


def _refusal(error: HTTPError) -> Sent:
    """A key met twice is a message sent once; the rest is told apart by status."""
    answer = _read(error)
    if error.code == HTTPStatus.CONFLICT:
        try:
            return Sent(_named(answer))
        except LookupError:
            raise UnknownOutcome("conflict") from None
    if error.code in NOT_TAKEN:
        raise Temporary(f"http_{error.code}") from None
    if 300 <= error.code < 500 and error.code != HTTPStatus.REQUEST_TIMEOUT:
        raise Permanent(f"http_{error.code}") from None
    raise UnknownOutcome(f"http_{error.code}") from None


def _absence(error: HTTPError) -> NotKnown | CannotSay:
    answer = _read(error)
    if error.code == HTTPStatus.NOT_FOUND and answer == {"known": False}:
        return NotKnown()
    if error.code in NO_MEMORY:
        return CannotSay()
    raise Temporary(f"http_{error.code}") from None


def _memory(answer: Any) -> Known | NotKnown | CannotSay:
    if answer == {"known": False}:
        return NotKnown()
    try:
        return Known(_named(answer))
    except LookupError:
        return CannotSay()
