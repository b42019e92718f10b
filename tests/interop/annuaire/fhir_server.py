"""A FHIR server of the directory over real HTTP: pages, changes since a day, and its bad days."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.interop.annuaire.resources import bundle

__all__ = ["DATE", "Answer", "Directory", "serving"]

Json = dict[str, Any]
DATE = "Sat, 14 Nov 2026 05:00:00 GMT"


@dataclass(frozen=True)
class Answer:
    """What is said instead of a page."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # promised, where it is not what is sent


@dataclass
class Directory:
    """What the server holds, what it was asked, and what it answers first instead of pages."""

    resources: dict[str, list[Json]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    first: list[Answer] = field(default_factory=list)
    size: int = 10
    date: str = DATE
    meta: Json | None = None
    address: str = ""
    next_of: Callable[[str], str] | None = None  # what a next link becomes

    def hold(self, *resources: Json) -> None:
        """Hold these, each instead of the one of its id."""
        for one in resources:
            known = self.resources.setdefault(one["resourceType"], [])
            known[:] = [other for other in known if other["id"] != one["id"]] + [one]

    def paths(self) -> list[str]:
        """What was asked, without the address of the server."""
        return [path.removeprefix("/fhir/v2/") for path, _ in self.asked]

    def answer(self, path: str) -> Answer:
        """A page, or what comes first."""
        if self.first:
            return self.first.pop(0)
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/fhir/v2/_page":
            kind, since, start = asked["id"].split("~")
        else:
            kind, since = parts.path.removeprefix("/fhir/v2/"), asked.get("_lastUpdated", "ge")[2:]
            start = "0"
        return Answer(json.dumps(self._page(kind, since, int(start))).encode())

    def _page(self, kind: str, since: str, start: int) -> Json:
        found = [one for one in self.resources.get(kind, []) if one["meta"]["lastUpdated"] >= since]
        made = bundle(found[start : start + self.size])
        made["total"] = len(found)
        if self.meta:
            made["meta"] = self.meta
        if start + self.size < len(found):
            url = f"{self.address}/_page?id={kind}~{since}~{start + self.size}"
            url = self.next_of(url) if self.next_of else url
            made["link"] = [{"relation": "next", "url": url}]
        return made


def _handler(directory: Directory) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            directory.asked.append((self.path, dict(self.headers.items())))
            said = directory.answer(self.path)
            self.send_response_only(said.status)
            self.send_header("Content-Type", "application/fhir+json")
            length = len(said.body) if said.length is None else said.length
            self.send_header("Content-Length", str(length))
            for name, value in ({"Date": directory.date} | said.headers).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """In silence."""

    return Handler


@contextmanager
def serving(directory: Directory) -> Iterator[Directory]:
    """The directory at an address of its own, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(directory))
    directory.address = f"http://127.0.0.1:{server.server_address[1]}/fhir/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield directory
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
