"""The driver of the pages under load does what a board and its agents do."""

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from maillon.project.bench import web
from maillon.project.bench.load import Failed, Load
from maillon.project.bench.telling import lines

SCENE: dict[str, Any] = {
    "sessions": ["one", "two"], "home": "/", "board": "/b/", "lanes": "/l/", "events": "/e/",
    "sheet": ["/s/1/"], "sheet_again": ["/s/1/?vu=3"], "home_again": "/",
    "take": ["/t/1/"], "open": 1,
}  # fmt: skip
Seen = Counter[str]


class Server:
    """Answers as Maillon does: a line that says a change to whoever listens, pages otherwise."""

    def __init__(self, page: int = 200) -> None:
        self.seen: Seen = Counter()
        self.page = page
        self.listening: list[asyncio.StreamWriter] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, path, _ = head.split(" ", 2)
        self.seen[f"{method} {path}"] += 1
        if path == "/e/":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\nretry: 1500\n\n")
            self.listening.append(writer)
            return
        if method == "POST":
            assert "X-CSRFToken: " in head
            for line in self.listening:
                line.write(b"id: 2\nevent: change\ndata: 2\n\n")
        assert ("X-Maillon-Live: 1" in head) is (path in ("/l/", "/s/1/?vu=3"))
        status = 303 if method == "POST" else 304 if "?vu=" in path else self.page
        writer.write(f"HTTP/1.1 {status} X\r\n\r\n".encode())
        writer.close()


async def against(server: Server, act: Callable[[Load], Awaitable[None]]) -> Load:
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    load = Load(listening.sockets[0].getsockname()[1], SCENE, rate=100, every=0.02)
    try:
        await act(load)
    finally:
        for line in server.listening:
            line.close()
        listening.close()
    return load


def test_each_board_draws_its_columns_again_at_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    real = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", lambda seconds: real(min(seconds, 0.05)))
    server = Server()
    load = asyncio.run(against(server, lambda load: load.run(0.2)))
    changes = server.seen["POST /t/1/"]
    assert server.seen["GET /e/"] == 2
    assert len(load.seen) == 2 * changes > 0
    assert server.seen["GET /l/"] == len(load.seen) + len(load.pages["lanes"])
    assert set(load.pages) == {"home", "board", "sheet", "lanes"}


def test_a_page_that_stays_open_may_be_told_that_nothing_changed() -> None:
    server = Server()
    load = asyncio.run(against(server, lambda load: load.page("sheet_again", 0)))
    assert server.seen["GET /s/1/?vu=3"] == len(load.pages["sheet_again"]) == 1


def test_an_error_page_is_no_figure() -> None:
    with pytest.raises(Failed, match="500"):
        asyncio.run(against(Server(page=500), lambda load: load.page("home", 0)))


def test_a_process_spends_what_it_and_its_children_spend() -> None:
    before = web._spent(os.getpid())
    for _ in range(200):
        if web._spent(os.getpid()) > before:
            return
        sum(range(300_000))
    raise AssertionError("worked, and nothing was spent")


def test_the_table_says_every_page() -> None:
    took = {"n": 4, "p50_ms": 1.0, "p95_ms": 2.0, "p99_ms": 3.0}
    names = ("home", "home_again", "board", "lanes", "sheet", "sheet_again")
    figures = {
        "boards": 60, "open_requests": 200, "pages_per_second": 20.0, "web_processes": 2,
        "page": took, "pages": dict.fromkeys(names, took), "event_to_board": took,
        "processor_ms": dict.fromkeys(names, 2.5),
    }  # fmt: skip
    machine = {"measured_at": "x", "cores": 2, "processor": "y", "python": "3", "load": 0.0}
    found = {"machine": machine, "databases": ["SQLite 3"], "missing": []}
    said = "\n".join(lines({**found, "web": [{"database": "SQLite 3", "figures": figures}]}))
    for words in ("accueil", "tableau", "colonnes", "fiche", "changement → tableau", "2,5"):
        assert words in said
