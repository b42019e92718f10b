"""What a gateway must be able to do, and the one in use.

``key`` is ours and travels with the message: a provider that meets it twice sends once.
"""

import re
from dataclasses import dataclass
from typing import Protocol

__all__ = [
    "CannotSay",
    "Known",
    "NotKnown",
    "Permanent",
    "Sent",
    "SmsProvider",
    "Temporary",
    "UnknownOutcome",
    "at_once",
    "current",
    "use",
]


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the message and named it. ``by``: which one, where there are several."""

    provider_id: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The provider has this key under this name. ``by``: which one, where there are several."""

    provider_id: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The provider never saw this key: the message did not leave."""


@dataclass(frozen=True, slots=True)
class CannotSay:
    """The provider keeps no memory of keys: nobody knows whether the message left."""


class ProviderError(Exception):
    """A failure, told by a closed code: a gateway's own words may hold a number."""

    def __init__(self, code: str) -> None:
        self.code = code if re.fullmatch(r"[a-z0-9_]{1,60}", code) else "refused_by_provider"
        super().__init__(self.code)


class Temporary(ProviderError):
    """Surely not sent; worth another try later."""


class Permanent(ProviderError):
    """Surely not sent, and another try would not help."""


class UnknownOutcome(ProviderError):
    """Perhaps sent: the answer was lost. Asked again by key, never sent blindly."""


class SmsProvider(Protocol):
    """A gateway. ``send`` answers within fifteen seconds or raises."""

    @property
    def name(self) -> str: ...

    def send(self, phone: str, text: str, key: str) -> Sent:
        """Hand one text over; raises Temporary, Permanent or UnknownOutcome."""
        ...

    def lookup(self, key: str) -> Known | NotKnown | CannotSay:
        """What became of this key; raises Temporary where the gateway cannot be reached."""
        ...


def at_once(provider: SmsProvider) -> int:
    """How many calls this gateway bears at the same time: its ``at_once``, one unless it says.

    One that says more touches no database in ``send``: it is called from threads.
    """
    said: int = getattr(provider, "at_once", 1)
    return max(1, said)


_provider: SmsProvider | None = None


def use(provider: SmsProvider | None) -> None:
    """Choose the gateway (project/wiring.py, and tests)."""
    global _provider
    _provider = provider


def current() -> SmsProvider:
    """The gateway in use; raises ``LookupError`` before one was chosen."""
    if _provider is None:
        raise LookupError("no SMS provider: project/wiring.py chooses one")
    return _provider
