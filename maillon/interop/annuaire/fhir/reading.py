"""Reading the directory from its server into a picture: whole, or what changed since; resumable.

Each page is kept in one transaction with where the next one is. Killed, it goes on from there
when it is called again; the server's marks of pages do not live for ever, and a kind whose mark
is no longer known begins again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from maillon.errors import Refused
from maillon.interop.annuaire.fhir.gateway import Gateway, Page
from maillon.interop.annuaire.fhir.picture import Picture
from maillon.interop.annuaire.fhir.resources import KINDS
from maillon.kernel.shelf import Record

__all__ = ["read_gateway"]

PAGE: Final = "page"  # kind of record: an address that was read in this round
READING: Final = "reading"  # mark: where the round stands; none between two
INSTANT: Final = "instant"  # mark: what the picture says is true as of then, by the server's clock
BASE: Final = "base"
ROUND: Final = "round"
KEPT_BY_SERVER: Final = timedelta(days=28)  # it forgets what was removed 30 days ago
A_ROUND: Final = timedelta(days=1)  # a round that was cut goes on within; later it begins anew
AHEAD: Final = timedelta(days=1)  # a server further ahead of us has a clock nobody should follow
OVERLAP: Final = timedelta(hours=1)  # a change is dated before others can read it
MOST_PAGES: Final = 200_000  # of one kind; the directory has a tenth
NETWORK: Final = frozenset(
    f"annuaire_fhir_{code}" for code in ("busy", "key", "truncated", "unreachable", "wait")
)
LOST: Final = frozenset({400, 404, 410})  # what a server says of a mark it no longer knows

Progress = Callable[[str, int, int], None]


def read_gateway(
    picture: Picture, gateway: Gateway, *, full: bool, now: datetime, progress: Progress
) -> None:
    """Bring the picture up to date; raises ``Refused``, what was read until then being kept."""
    state = picture.shelf.marked(READING)
    if state is None or _is_stale(picture, gateway, state, full=full, now=now):
        state = _begin(picture, gateway, full=full, now=now)
    reading = _Reading(picture, gateway, state, progress)
    try:
        while state["left"]:
            reading.one_page()
    except Refused as refused:
        if refused.code not in NETWORK:  # asking the same page again would be refused again
            picture.shelf.mark(READING, None)
        raise
    reading.finish()


def _is_stale(
    picture: Picture, gateway: Gateway, state: dict[str, Any], *, full: bool, now: datetime
) -> bool:
    """Whether a round that was cut can no longer go on: another server, another wish, too old."""
    too_old = now - datetime.fromisoformat(state["begun"]) > A_ROUND
    return picture.shelf.marked(BASE) != gateway.base or bool(full and state["since"]) or too_old


def _begin(picture: Picture, gateway: Gateway, *, full: bool, now: datetime) -> dict[str, Any]:
    shelf = picture.shelf
    since = "" if full or shelf.marked(BASE) != gateway.base else _since(picture, now)
    state = {
        "round": shelf.marked(ROUND, 0) + 1,
        "since": since,
        "begun": now.isoformat(),
        "instant": None,
        "left": [[kind, gateway.first(kind, since)] for kind in KINDS],
        "pages": 0,
    }
    with shelf.turn():
        shelf.drop_kind(PAGE)
        shelf.mark(ROUND, state["round"])
        shelf.mark(BASE, gateway.base)
        shelf.mark(READING, state)
        if not since:  # until it is whole, the picture says what was true at no instant
            shelf.mark(INSTANT, None)
        picture.begin()
    return state


def _since(picture: Picture, now: datetime) -> str:
    """The day from which changes are asked; nothing where the whole must be read."""
    told = picture.shelf.marked(INSTANT)
    if not told:
        return ""
    instant = datetime.fromisoformat(told)
    return "" if now - instant > KEPT_BY_SERVER else (instant - OVERLAP).date().isoformat()


@dataclass(slots=True)
class _Reading:
    """One round on its way."""

    picture: Picture
    gateway: Gateway
    state: dict[str, Any]
    progress: Progress
    asked: int = 0  # pages, by this process

    def one_page(self) -> None:
        """The next page of the first kind left, kept with where the one after is."""
        kind, url = self.state["left"][0]
        page = self._ask(kind, url)
        if page is None:
            return
        if not self.state["instant"] and page.instant and page.instant < self._latest():
            self.state["instant"] = page.instant.isoformat()
        self._follow(kind, url, page.next)
        with self.picture.shelf.turn():
            for resource in page.resources:
                self.picture.take(resource, self.state["round"])
            self.picture.shelf.put(PAGE, Record(_mark(url), "", {}), self.state["round"])
            self.picture.note()
            self.picture.shelf.mark(READING, self.state)
        self.progress("Réception", self.picture.report.read, 0)

    def _latest(self) -> datetime:
        return datetime.fromisoformat(self.state["begun"]) + AHEAD

    def _ask(self, kind: str, url: str) -> Page | None:
        self.asked += 1
        try:
            return self.gateway.page(url)
        except Refused as refused:
            forgotten = refused.code == "annuaire_fhir_refused" and refused.data["status"] in LOST
            begins = self.gateway.first(kind, self.state["since"])
            if self.asked > 1 or not forgotten or url == begins:
                raise
        self.state["left"][0][1] = begins
        self.state["pages"] = 0
        self.picture.shelf.drop_kind(PAGE)
        return None

    def _follow(self, kind: str, url: str, following: str) -> None:
        """Where one goes after this page; a server that goes round in circles is left."""
        self.state["pages"] += 1
        if not following:
            self.state["left"].pop(0)
            self.state["pages"] = 0
            return
        met = following == url or self.picture.shelf.of_keys(PAGE, (_mark(following),))
        if met or self.state["pages"] >= MOST_PAGES:
            raise Refused("annuaire_fhir_loop", kind=kind)
        self.state["left"][0][1] = following

    def finish(self) -> None:
        """The picture is whole: what a whole reading did not say is dropped."""
        shelf = self.picture.shelf
        with shelf.turn():
            if not self.state["since"]:
                shelf.drop_before(self.state["round"])
            shelf.drop_kind(PAGE)
            shelf.mark(INSTANT, self.state["instant"])
            shelf.mark(READING, None)
            self.picture.note(str(self.state["instant"] or "")[:10])


def _mark(url: str) -> str:
    return sha256(url.encode("utf-8", "replace")).hexdigest()
