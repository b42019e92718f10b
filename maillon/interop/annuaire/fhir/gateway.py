"""Asking the national directory over HTTP: one page at a time, patiently, from nowhere else.

The address followed from a page to the next is the server's own word: it is followed on the same
origin only, as are redirections never, for the key of access goes with each request.
"""

import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, Final, NamedTuple
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from maillon.errors import Refused
from maillon.interop.annuaire.fhir.json_once import loads
from maillon.interop.annuaire.fhir.resources import outcome
from maillon.interop.annuaire.loose import first, objects, text

__all__ = ["OFFICIAL", "Gateway", "Page"]

OFFICIAL: Final = "https://gateway.api.esante.gouv.fr/fhir/v2"
KEY: Final = "ESANTE-API-KEY"
COUNT: Final = 200  # resources a page; the documentation's own example, its default being 50
TIMEOUT: Final = 60.0  # seconds; the server itself gives up after 30
ATTEMPTS: Final = 5  # of one page
MOST_WAIT: Final = 120.0  # seconds that a server may ask us to wait before we leave
MOST_BYTES: Final = 64_000_000  # of one page; two hundred resources have a hundredth
BUSY: Final = frozenset({429, 502, 503, 504})
NO_KEY: Final = frozenset({401, 403})
HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Page(NamedTuple):
    """What one answer holds: its resources, where the next is, how many in all, and when."""

    resources: list[Any]
    next: str
    total: int
    instant: datetime | None


class _Again(Exception):
    """Worth asking once more; how long after, where the server says it."""

    def __init__(self, refused: Refused, wait: float | None = None) -> None:
        super().__init__(refused.code)
        self.refused, self.wait = refused, wait


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(slots=True)
class Gateway:
    """One FHIR server. Refusals begin with ``annuaire_fhir_``; none says the key."""

    base: str
    key: str = field(repr=False)
    pause: Callable[[float], None] = time.sleep
    timeout: float = TIMEOUT
    _origin: tuple[str, str, int | None] = field(init=False)
    _opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        """Raises ``Refused``: ``…_url`` unless HTTPS, or this very machine; ``…_key_missing``."""
        self.base = self.base.rstrip("/")
        parts = _parts(self.base)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
        if not safe or not _plain(self.base) or parts.username or parts.query or parts.fragment:
            raise Refused("annuaire_fhir_url")
        if not self.key and self.base == OFFICIAL:
            raise Refused("annuaire_fhir_key_missing")
        self._origin = _origin(parts)
        self._opener = urllib.request.build_opener(_NoRedirect)

    def first(self, kind: str, since: str) -> str:
        """Where the resources of a kind begin, changed since that day where one is given.

        A day and not an instant: every example of the documentation is one, and nothing there
        says in which time zone an instant would be read.
        """
        asked = {"_count": str(COUNT)} | ({"_lastUpdated": f"ge{since}"} if since else {})
        return f"{self.base}/{kind}?{urlencode(asked)}"

    def page(self, url: str) -> Page:
        """What this address answers, asked again where the server is busy or the line is cut.

        Raises ``Refused``: ``…_unreachable``, ``…_busy``, ``…_wait``, ``…_key``, ``…_refused``,
        ``…_truncated``, ``…_too_large``, ``…_unknown``, ``…_elsewhere``.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._page(url)
            except _Again as again:
                if attempt == ATTEMPTS:
                    raise again.refused from None
                self.pause(2.0**attempt if again.wait is None else again.wait)
        raise AssertionError("no attempt at all")

    def _page(self, url: str) -> Page:
        headers = {"Accept": "application/fhir+json"} | ({KEY: self.key} if self.key else {})
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - its origin is ours
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                body = answer.read(MOST_BYTES + 1)
                told = answer.headers
        except HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except (OSError, HTTPException) as error:
            cut = isinstance(error, HTTPException)
            code = "annuaire_fhir_truncated" if cut else "annuaire_fhir_unreachable"
            raise _Again(Refused(code)) from None
        if len(body) > MOST_BYTES:
            raise Refused("annuaire_fhir_too_large")
        return self._read(body, told)

    def _read(self, body: bytes, told: "Message[str, str]") -> Page:
        try:
            bundle = loads(body)
        except ValueError:
            raise _Again(Refused("annuaire_fhir_truncated")) from None
        if not isinstance(bundle, dict) or text(bundle, "resourceType") != "Bundle":
            raise Refused("annuaire_fhir_unknown", said=self._said(bundle))
        total = bundle.get("total")
        return Page(
            resources=[one.get("resource") for one in objects(bundle, "entry")],
            next=self._next(bundle),
            total=total if isinstance(total, int) and not isinstance(total, bool) else 0,
            instant=_instant(bundle, told),
        )

    def _next(self, bundle: dict[str, Any]) -> str:
        links = (one for one in objects(bundle, "link") if text(one, "relation") == "next")
        url = text(first(links), "url")
        if not url:
            return ""
        try:
            followed = urljoin(f"{self.base}/", url)
        except ValueError:
            followed = ""
        if not _plain(followed) or _origin(_parts(followed)) != self._origin:
            raise Refused("annuaire_fhir_elsewhere", host=str(_parts(followed).hostname)[:80])
        return followed

    def _refusal(self, error: HTTPError) -> Exception:
        if error.code in BUSY:
            return self._wait(error)
        if error.code in NO_KEY:
            return Refused("annuaire_fhir_key", status=error.code)
        if 300 <= error.code < 400:
            host = str(_parts(error.headers.get("Location", "")).hostname)[:80]
            return Refused("annuaire_fhir_elsewhere", host=host)
        try:
            said = self._said(json.loads(error.read(65_536)))
        except (OSError, HTTPException, ValueError, RecursionError):
            said = ""
        return Refused("annuaire_fhir_refused", status=error.code, said=said or "rien de plus")

    def _wait(self, error: HTTPError) -> Exception:
        seconds = _seconds(error.headers)
        if seconds is not None and seconds > MOST_WAIT:
            return Refused("annuaire_fhir_wait", minutes=int(seconds // 60) + 1)
        return _Again(Refused("annuaire_fhir_busy", status=error.code), seconds)

    def _said(self, answer: Any) -> str:
        """What an OperationOutcome says, the key apart should the server repeat it."""
        said = outcome(answer) if isinstance(answer, dict) else ""
        return said.replace(self.key, "…") if self.key else said


def _parts(url: str) -> SplitResult:
    """The parts of an address; of none where it is not one."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def _plain(url: str) -> bool:
    """Whether these are the characters of an address: others would stop on their way out."""
    return url.isascii() and url.isprintable() and " " not in url


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    if parts.username or parts.password:
        return "", "", None
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual


def _instant(bundle: dict[str, Any], told: "Message[str, str]") -> datetime | None:
    """The server's own clock: what the Bundle says, else the answer's date."""
    said = text(first(objects(bundle, "meta")), "lastUpdated")
    try:
        made = datetime.fromisoformat(said) if said else _date(told.get("Date"))
    except ValueError:
        made = _date(told.get("Date"))
    return made if made is not None and made.tzinfo is not None else None


def _date(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None


def _seconds(told: "Message[str, str]") -> float | None:
    """How long the server asks us to wait: seconds, or a date by its own clock."""
    asked = (told.get("Retry-After") or "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    until, now = _date(asked), _date(told.get("Date"))
    if until is None or now is None or (until.tzinfo is None) != (now.tzinfo is None):
        return None
    return max(0.0, (until - now).total_seconds())
