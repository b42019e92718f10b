"""Kannel's ``sendsms``: one POST per message, its headers out of every access log.

Kannel keeps no memory of our keys. Its delivery notices carry the key, so that a notice
is the proof that a message whose answer was lost did leave; without one, nobody knows, and
the message is never sent again blindly.
"""

import base64
import hashlib
import re
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError

from maillon.apps.messaging import actions, gsm7
from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    Permanent,
    ProviderError,
    Sent,
    Temporary,
    UnknownOutcome,
)
from maillon.interop.sms import asking

__all__ = ["NAME", "Account", "KannelProvider", "key_in", "named"]

NAME: Final = "kannel"
# Reached the telephone, did not, taken by the operator, refused by the operator.
NOTICES: Final = 1 | 2 | 8 | 16
TAKEN: Final = (b"0:", b"3:")  # accepted, or kept until the operator is back
SEVEN_BITS, SIXTEEN_BITS = "0", "2"
# Ours to put right (an account, an address), or a moment's trouble: surely not sent.
NOT_TAKEN = frozenset({401, 403, 404, 429, 503})
_IN_AN_ADDRESS = re.compile(r"[A-Za-z0-9_-]+")  # Kannel reads "%" in an address as its own


@dataclass(frozen=True, slots=True)
class Account:
    """The account of ``sendsms-user``, which also opens our own door to Kannel.

    ``callback``: where Kannel finds Maillon, without its path.
    """

    user: str
    secret: str = field(repr=False)
    callback: str

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("MAILLON_SMS_SECRET manque : Kannel refuserait les messages.")
        if not all(_IN_AN_ADDRESS.fullmatch(part) for part in (self.user, self.secret)):
            raise ValueError(
                "MAILLON_SMS_USER et MAILLON_SMS_SECRET n’ont que des lettres sans accent, "
                "des chiffres, « - » et « _ » : Kannel les porte dans une adresse."
            )

    def notice_url(self, key: str) -> str:
        """Where Kannel tells what became of this key; ``%d`` is filled by Kannel."""
        parts = urllib.parse.urlsplit(self.callback)
        door = f"{parts.scheme}://{self.user}:{self.secret}@{parts.netloc}/webhooks/kannel/accuse/"
        return f"{door}?cle={_plain(key)}&etat=%d"


def _plain(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def key_in(plain: str) -> str:
    """The key that a notice carries; raises ``ValueError``."""
    return base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)).decode()


def named(key: str) -> str:
    """The name we give to Kannel's message of this key, since Kannel gives none."""
    return f"kn-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


class KannelProvider:
    """HTTPS only, loopback apart."""

    name = NAME

    def __init__(self, url: str, account: Account, *, timeout: float = asking.TIMEOUT) -> None:
        asking.check(url)
        self.url, self.account, self.timeout = url, account, timeout
        self._opener = asking.opener()

    def send(self, phone: str, text: str, key: str) -> Sent:
        """Hand one text over, in seven bits where they hold it; parts are Kannel's affair."""
        headers = self._headers(phone, text, key)
        request = urllib.request.Request(self.url, text.encode(), headers, method="POST")  # noqa: S310
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                answer = response.read(200)
        except HTTPError as error:
            raise _refusal(error) from None
        except URLError as error:
            raise asking.unreached(error) from None
        except (OSError, HTTPException):
            raise UnknownOutcome("answer_lost") from None
        if not answer.startswith(TAKEN):
            raise UnknownOutcome("answer_unknown")
        return Sent(named(key))

    def lookup(self, key: str) -> Known | CannotSay:
        """Known once a notice about this key has come; else nobody can say."""
        return Known(named(key)) if actions.heard_of(NAME, named(key)) else CannotSay()

    def _headers(self, phone: str, text: str, key: str) -> dict[str, str]:
        return {
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Kannel-Username": self.account.user,
            "X-Kannel-Password": self.account.secret,
            "X-Kannel-To": phone,
            "X-Kannel-Coding": SEVEN_BITS if gsm7.fits(text) else SIXTEEN_BITS,
            "X-Kannel-DLR-Mask": str(NOTICES),
            "X-Kannel-DLR-Url": self.account.notice_url(key),
        }


def _refusal(error: HTTPError) -> ProviderError:
    error.close()
    if error.code in NOT_TAKEN:
        return Temporary(f"http_{error.code}")
    if 300 <= error.code < 500 and error.code != HTTPStatus.REQUEST_TIMEOUT:
        return Permanent(f"http_{error.code}")
    return UnknownOutcome(f"http_{error.code}")
