"""How a request came here and what changed meanwhile, in words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.relays import RelayCard, relay_on
from maillon.apps.desk.web.relay_forms import grouped
from maillon.apps.desk.web.sheet_page import SheetPage
from maillon.apps.desk.web.wording import Told
from maillon.apps.desk.web.wording.moments import moment, typeset
from maillon.kernel.access import AccountViewer
from maillon.kernel.elision import to

__all__ = ["changes", "relayed"]


def changes(page: SheetPage, since: int | None) -> tuple[Told, ...]:
    """What people did that the page did not know; nothing where it knew everything."""
    if since is None or page.sheet.hands <= since:
        return ()
    people = [line for line in page.story if line.who]
    return tuple(people[-(page.sheet.hands - since) :])


def relayed(viewer: AccountViewer, page: SheetPage, now: datetime) -> dict[str, Any]:
    """The word it came with, who has it open, to whom it may go."""
    around = relay_on(viewer, page.sheet.id, now=now)
    card, takers = around.card, around.takers
    tz = ZoneInfo(page.sheet.desk.timezone)
    return {
        "relay": _words(card, now, tz) if card and not page.closed else None,
        "relay_to": grouped(takers),
        "right_desk": takers.right,
        "born": around.born,
        "also": around.also,
    }


def _words(card: RelayCard, now: datetime, tz: ZoneInfo) -> dict[str, str]:
    when = moment(card.at, now, tz)
    said = f"à {when}" if when[0].isdigit() else when
    whence = {
        "closing": f"Reprise à la fermeture : {card.from_desk or 'garde finie'}",
        "opening": f"Revenue à l’ouverture : {card.from_desk}",
    }.get(card.cause)
    giver = card.giver or "le poste"
    from_desk = f" ({card.from_desk})" if card.from_desk else ""
    return {
        "title": typeset(whence or f"Confiée par {giver}{from_desk} {to(card.taker)}, {said}"),
        "word": card.word,
    }
