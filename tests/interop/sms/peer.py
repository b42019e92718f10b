"""A gateway as docs/dev/sms.md describes it: the real peer of the HTTP provider.

In a thread for the tests of the contract; as a process of its own (``python -m
tests.interop.sms.peer PORT FILE``) for the tests that kill workers, where it writes down
each message it takes before it answers.
"""

import hashlib
import json
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from maillon.kernel import clock, signing
from tests.faults import fast_clock

__all__ = ["SECRET", "Peer", "listening"]

SECRET = "un secret entre machines, pour les essais"


@dataclass
class Peer:
    """What the gateway remembers, and the next status it answers with, if told."""

    taken: list[dict[str, str]] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    forced: list[int | str] = field(default_factory=list)
    file: Path | None = None
    troubled: random.Random | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def take(self, message: dict[str, str]) -> str:
        """Take a message once per key; its name here."""
        with self.lock:
            self.arrivals.append(message["key"])
            if message["key"] not in {known["key"] for known in self.taken}:
                self.taken.append(message)
            if self.file:
                with self.file.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(message) + "\n")
        return self.name_of(message["key"])

    def knows(self, key: str) -> bool:
        with self.lock:
            return key in {known["key"] for known in self.taken}

    def whim(self) -> int | str:
        """What goes wrong this time: told beforehand, or now and then by chance."""
        if self.forced:
            return self.forced.pop(0)
        if self.troubled is None:
            return 0
        whims: list[int | str] = [0, 503, "lost"]
        return self.troubled.choices(whims, [90, 5, 5])[0]

    @staticmethod
    def name_of(key: str) -> str:
        return "p-" + hashlib.sha256(key.encode()).hexdigest()[:20]


class Door(BaseHTTPRequestHandler):
    """The HTTP side; refuses what is not signed."""

    peer: ClassVar[Peer]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.signed(body):
            return self.say(401, {})
        whim = self.peer.whim()
        if whim == "silent":
            return None
        if isinstance(whim, int) and whim:
            return self.say(whim, {"error": "par choix"})
        name = self.peer.take(json.loads(body))
        if whim == "lost":  # taken, and the answer never comes
            self.close_connection = True
            return None
        if whim == "nonsense":
            return self.say(200, ["?"])
        return self.say(202, {"id": name})

    def do_GET(self) -> None:
        key = parse_qs(urlsplit(self.path).query)["key"][0]
        if not self.signed(key.encode()):
            return self.say(401, {})
        whim = self.peer.forced.pop(0) if self.peer.forced else 0
        if isinstance(whim, int) and whim:
            return self.say(whim, {"error": "par choix"})
        if self.peer.knows(key):
            return self.say(200, {"id": self.peer.name_of(key)})
        return self.say(404, {"known": False})

    def signed(self, body: bytes) -> bool:
        moment, given = self.headers[signing.TIMESTAMP], self.headers[signing.SIGNATURE]
        try:
            signing.check(SECRET, moment, given, body, clock.now())
        except signing.Forged:
            return False
        return True

    def say(self, status: int, answer: Any) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "http://192.0.2.1/")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Numbers are not for the logs."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what these tests are about."""


def server(peer: Peer, port: int = 0) -> Server:
    return Server(("127.0.0.1", port), type("OwnDoor", (Door,), {"peer": peer}))


@contextmanager
def listening() -> Iterator[Peer]:
    """A peer in a thread of this process; ``address`` is where it listens."""
    peer = Peer()
    door = server(peer)
    peer.address = f"http://127.0.0.1:{door.server_port}/messages"
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        door.shutdown()
        door.server_close()
        thread.join()


def main() -> None:
    fast_clock.keep()
    port, file = sys.argv[1:]
    server(Peer(file=Path(file), troubled=random.Random(1)), int(port)).serve_forever()


if __name__ == "__main__":
    main()
