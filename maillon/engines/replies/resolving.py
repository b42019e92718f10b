"""Which offer a reply answers: decided from the offers on that phone, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from maillon.engines.replies.reply import Reply

__all__ = ["OpenOffer", "Resolution", "ResolutionKind", "resolve"]

ResolutionKind = Literal[
    "accept",
    "decline",
    "confirm",
    "withdraw",
    "already_taken",
    "ask_reference",
    "ask_clearly",
    "unknown_code",
    "nothing_open",
    "stop",
    "start",
    "pause",
    "not_understood",
]


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer on that phone: its id, its four-digit code, its request's reference if shown."""

    offer_id: str
    code: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What to do, and on which offer where that is certain."""

    kind: ResolutionKind
    offer_id: str | None = None


def resolve(
    reply: Reply, open_offers: Sequence[OpenOffer], taken: Sequence[OpenOffer] = ()
) -> Resolution:
    """What the reply does to the offers of that phone."""
    raise NotImplementedError
