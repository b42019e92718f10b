"""The web process: Django, and live pages that let go of their listeners when it stops.

Every view and half of the middleware are plain functions. Left alone, Django walks from the event
loop to the request's thread and back around each middleware, twice; here a request goes there
once, and comes back with its answer.

The threads are counted: what a burst asks for waits its turn in the loop, at no cost, and never
for a connection that another request holds. A thread gives its connection back with the answer: a
live line lasts for hours and must hold none.
"""

import asyncio
import os
import signal
import threading
import warnings
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import FrameType
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.project.settings")
# What is streamed here is short files, read at once.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
django.setup(set_prefix=False)

from maillon.kernel import uptime  # noqa: E402 - Django's settings come first
from maillon.kernel.feed import feed  # noqa: E402
from maillon.kernel.loaded import keep_out_of_rounds  # noqa: E402
from maillon.kernel.sqlite.spare import spare  # noqa: E402

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Handler(ASGIHandler):
    """Django's, with the whole of a request in one thread of a few."""

    def __init__(self) -> None:
        super().__init__()
        threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="maillon-web")
        self._answer = sync_to_async(self._answered, thread_sensitive=False, executor=threads)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Without the thread that Django starts for each request: it would be one more."""
        if scope["type"] != "http":
            raise ValueError(scope["type"])
        await self.handle(scope, receive, send)

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = await self._answer(request)
        return answer

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            connections.close_all()


_django = Handler()
spare.keep(settings.WEB_THREADS)  # open between two requests, where the database is a file


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Django for every request; the start and the end of the process are ours."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await _django(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    here: asyncio.Task[None] | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _hear_the_end()
            _settle()
            here = asyncio.create_task(uptime.keep_noting())
        else:
            if here is not None:
                here.cancel()
            feed.close()
            spare.keep(0)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _settle() -> None:
    """Everything is loaded before the first page."""
    import_module(settings.ROOT_URLCONF)
    keep_out_of_rounds()


def _hear_the_end() -> None:
    """The server waits for open requests before its own shutdown word: live lines end first."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        servers = signal.getsignal(number)

        def end(received: int, frame: FrameType | None, then: Any = servers) -> None:
            loop.call_soon_threadsafe(feed.close)
            if callable(then):
                then(received, frame)

        signal.signal(number, end)
