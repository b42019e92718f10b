"""A line that carries the question, and loses the answer."""

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

__all__ = ["deaf_relay"]


class _Relay(BaseHTTPRequestHandler):
    to: ClassVar[str]

    def do_POST(self) -> None:
        """Hand over what was asked; what is answered is lost."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kept = {k: v for k, v in self.headers.items() if k.startswith(("X-", "Content-Type"))}
        asked = urllib.request.Request(self.to, body, kept, method="POST")  # noqa: S310
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
            answer.read()
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Numbers are not for the logs."""


@contextmanager
def deaf_relay(to: str) -> Iterator[str]:
    """The address of a relay towards ``to`` that answers nothing."""
    door = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnRelay", (_Relay,), {"to": to}))
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.server_port}/cgi-bin/sendsms"
    finally:
        door.shutdown()
        door.server_close()
        thread.join()
