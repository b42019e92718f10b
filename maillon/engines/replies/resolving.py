"""Which offer a reply answers: decided from the offers on that phone, never guessed.

An offer is found by its code, else by the reference of its request, else because it is the only
one. With several and no way to tell, the reference is asked for: a bare OUI with two open offers
accepts neither, and a bare NON declines neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from maillon.engines.replies.reply import Intent, Reply

__all__ = ["OpenOffer", "Resolution", "ResolutionKind", "resolve"]

ResolutionKind = Literal[
    "accept",
    "decline",
    "confirm",
    "withdraw",
    "already_taken",  # she says yes again to what she holds
    "ask_reference",  # several offers, no way to tell which
    "ask_clearly",  # ambiguous: ask again for OUI or NON
    "unknown_code",  # a code or reference that no offer of hers has
    "nothing_open",  # nothing to answer: late, or never asked
    "stop",
    "start",
    "pause",
    "enrol",
    "unchanged",
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


_WITHOUT_OFFER: Final[dict[Intent, ResolutionKind]] = {
    "stop": "stop",
    "start": "start",
    "pause": "pause",
    "enrol": "enrol",
    "unchanged": "unchanged",
    "unknown": "not_understood",
    "ambiguous": "ask_clearly",
}
# By intent: what it does to an offer still open, to one she holds when she names it, when not.
_EFFECTS: Final[dict[Intent, tuple[ResolutionKind, ResolutionKind, ResolutionKind]]] = {
    "yes": ("accept", "already_taken", "already_taken"),
    "no": ("decline", "withdraw", "ask_clearly"),
    "withdraw": ("decline", "withdraw", "withdraw"),
    "confirm": ("ask_clearly", "confirm", "confirm"),
}


def resolve(
    reply: Reply, open_offers: Sequence[OpenOffer], taken: Sequence[OpenOffer] = ()
) -> Resolution:
    """What the reply does, given the offers still open on that phone and those she holds.

    Total. ``accept`` and ``decline`` name an open offer; ``confirm``, ``withdraw`` and
    ``already_taken`` one she holds. ``ask_clearly`` names the offer to ask about when there is
    only one it can be. To withdraw from what was never taken is to decline it.
    """
    named = reply.code is not None or reply.reference is not None
    meant = _meant(reply, open_offers, taken)
    if reply.intent in _WITHOUT_OFFER:
        offer = meant[0] if len(meant) == 1 else None
        return _answer(_WITHOUT_OFFER[reply.intent], offer)
    if not open_offers and not taken:
        return Resolution("nothing_open")
    if len(meant) != 1:
        none: ResolutionKind = "unknown_code" if named else "nothing_open"
        return Resolution("ask_reference" if meant else none)
    on_open, on_named, on_held = _EFFECTS[reply.intent]
    if meant[0] in open_offers:
        return _answer(on_open, meant[0])
    return _answer(on_named if named else on_held, meant[0])


def _meant(
    reply: Reply, open_offers: Sequence[OpenOffer], taken: Sequence[OpenOffer]
) -> list[OpenOffer]:
    """The offers the reply may speak of: named by her, else all those her answer fits."""
    every = [*open_offers, *taken]
    if reply.code is not None:
        coded = [offer for offer in every if offer.code == reply.code]
        return every if any(_contradicts(reply, offer) for offer in coded) else coded
    if reply.reference is not None:
        return [offer for offer in every if offer.reference == reply.reference]
    if reply.intent == "confirm":
        return list(taken)
    if reply.intent in ("yes", "no"):
        return list(open_offers or taken)
    return every


def _contradicts(reply: Reply, offer: OpenOffer) -> bool:
    """Whether the code names one offer and the reference another."""
    return None not in (reply.reference, offer.reference) and reply.reference != offer.reference


def _answer(kind: ResolutionKind, offer: OpenOffer | None) -> Resolution:
    return Resolution(kind, None if offer is None else offer.offer_id)
