"""Sixty boards that listen, and people who ask for pages: a driver of our own, on one event loop.

A board does what its script does in a browser: it listens, and when the line says that something
changed it asks for its columns again.
"""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any, Final

__all__ = ["Failed", "Load"]

CSRF: Final = "m" * 32
TAKEN: Final = 303
OK, UNCHANGED = 200, 304
AGAIN: Final = frozenset({"lanes", "home_again", "sheet_again"})  # by a page that stays open
LIVE: Final = "HX-Request: true\r\nX-Maillon-Live: 1\r\nX-Maillon-Background: 1\r\n"
PAGES: Final = ("home", "board", "sheet", "lanes", "sheet")


class Failed(Exception):
    """A page answered something else than a page: its time means nothing."""


@dataclass(slots=True)
class Load:
    """One run against a server on this machine; ``scene`` is what ``shift.prepare`` answered."""

    port: int
    scene: dict[str, Any]
    rate: float  # pages a second, besides what the boards ask for
    every: float  # seconds between two changes
    pages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seen: list[float] = field(default_factory=list)  # from a change begun to a board drawn again
    changed_at: float = 0.0

    async def run(self, seconds: float) -> None:
        """Everything at once for that long; raises ``Failed``."""
        boards = [asyncio.create_task(self._listen(one)) for one in self.scene["sessions"]]
        await asyncio.sleep(2)
        asking = [self._ask_regularly(seconds), self._change_regularly(seconds)]
        try:
            await asyncio.gather(*asking)
            await asyncio.sleep(2)
            for board in boards:
                if board.done():
                    board.result()
        finally:
            for board in boards:
                board.cancel()
            await asyncio.gather(*boards, return_exceptions=True)

    async def page(self, name: str, number: int) -> None:
        """One page by one of the agents, timed."""
        sessions, found = self.scene["sessions"], self.scene[name]
        path = found if isinstance(found, str) else found[number % len(found)]
        session, again = sessions[number % len(sessions)], name in AGAIN
        wanted = (OK, UNCHANGED) if name == "sheet_again" else (OK,)
        start = time.perf_counter()
        await self._fetch("GET", path, session, *wanted, again=again)
        self.pages[name].append(time.perf_counter() - start)

    async def _ask_regularly(self, seconds: float) -> None:
        names, end = cycle(PAGES), time.perf_counter() + seconds
        asked = []
        for number in count():
            if time.perf_counter() > end:
                break
            asked.append(asyncio.create_task(self.page(next(names), number)))
            await asyncio.sleep(1 / self.rate)
        await asyncio.gather(*asked)

    async def _change_regularly(self, seconds: float) -> None:
        """An agent takes a request: every board shows it."""
        end = time.perf_counter() + seconds
        sessions = self.scene["sessions"]
        for number, path in enumerate(cycle(self.scene["take"])):
            if time.perf_counter() > end:
                break
            self.changed_at = time.perf_counter()
            await self._fetch("POST", path, sessions[number % len(sessions)], TAKEN)
            await asyncio.sleep(self.every)

    async def _listen(self, session: str) -> None:
        """What the worker changes is drawn too; an agent's change is seen once, the first time."""
        reader, writer = await self._open("GET", self.scene["events"], session)
        shown = 0.0
        try:
            async for line in reader:
                if line.startswith(b"event: change"):
                    change = self.changed_at
                    await self._fetch("GET", self.scene["lanes"], session, OK, again=True)
                    if change > shown:
                        self.seen.append(time.perf_counter() - change)
                        shown = change
        finally:
            writer.close()
        raise Failed("the line of a board ended")

    async def _fetch(
        self, method: str, path: str, session: str, *wanted: int, again: bool = False
    ) -> None:
        reader, writer = await self._open(method, path, session, again=again)
        try:
            answer = await reader.read()
        finally:
            writer.close()
        status = int(answer[9:12] or 0)
        if status not in wanted:
            raise Failed(f"{method} {path}: {status}")

    async def _open(
        self, method: str, path: str, session: str, *, again: bool = False
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
            f"Cookie: sessionid={session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
            f"{LIVE if again else ''}Content-Length: 0\r\n\r\n"
        )
        writer.write(head.encode())
        await writer.drain()
        return reader, writer
