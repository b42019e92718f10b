"""Finding an open request from the palette: by its reference or its commune, never by a name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.board import Card, open_cards
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["FoundRequest", "find_requests"]

MOST = 8


@dataclass(frozen=True, slots=True)
class FoundRequest:
    """One open request as a line of results."""

    id: UUID
    reference: str
    title: str
    place: str
    due: str


def find_requests(viewer: AccountViewer, text: str, *, now: datetime) -> tuple[FoundRequest, ...]:
    """Open requests of the viewer's desks that answer the words typed, most pressing first.

    A word is a piece of the reference (« 014 »), of the commune or of the need. Persons are
    found during intake only, on its own ground.
    """
    words = fold(text.replace("-", " ")).split()
    if not words:
        return ()
    cards = [
        card
        for desk in Desk.objects.filter(pk__in=desks_of(viewer)).order_by("name")
        for card in open_cards(viewer, desk, now)
        if _answers(card, words)
    ]
    return tuple(
        FoundRequest(c.id, c.reference, c.title, c.place, c.due.text) for c in cards[:MOST]
    )


def _answers(card: Card, words: list[str]) -> bool:
    known = fold(f"{card.reference.replace('-', ' ')} {card.place} {card.title}").split()
    return all(any(part.startswith(word) for part in known) for word in words)
