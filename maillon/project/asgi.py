"""The web process: Django, and live pages that let go of their listeners when it stops.

Every view and half of the middleware are plain functions. Left alone, Django walks from the event
loop to the request's thread and back around each middleware, twice; here a request goes there
once, and comes back with its answer.

The threads are counted: what a burst asks for waits its turn in the loop, at no cost, and never
for a connection that another request holds. A thread gives its connection back with the answer: a
live line lasts for hours and must hold none.
"""

import asyncio
import contextvars
import os
import signal
import threading
import warnings
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import FrameType
from typing import Any, cast

import django
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import connections
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

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
    """Django's, with the whole of a request in one thread of a few.

    Only a line that stays open looks whether its listener has left: an answer already made is
    sent, and the server drops it where nobody reads it any more.
    """

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="maillon-web")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Without the thread that Django starts for each request: it would be one more."""
        if scope["type"] != "http":
            raise ValueError(scope["type"])
        await self.handle(scope, receive, send)

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            set_script_prefix(get_script_prefix(scope))
            request, refused = self.create_request(scope, body)
            answer = refused or await self.get_response_async(cast(HttpRequest, request))
            if answer.streaming:
                await self._line(answer, receive, send)
            else:
                await self.send_response(answer, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = await self._in_thread(self._answered, request)
        return answer

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, its request over unless the answer is still to be made."""
        signals.request_started.send(sender=type(self), scope=getattr(request, "scope", {}))
        try:
            answer = self.get_response(request)
            answer._handler_class = type(self)  # type: ignore[attr-defined]
            if isinstance(answer, FileResponse):
                answer.block_size = self.chunk_size
            if not answer.streaming:
                answer.close()
            return answer
        finally:
            connections.close_all()

    async def _line(self, answer: HttpResponseBase, receive: Any, send: Any) -> None:
        """What is made while it is sent, until its end or until nobody listens."""
        tasks = [
            asyncio.create_task(self.listen_for_disconnect(receive)),
            asyncio.create_task(self.send_response(answer, send)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            _, sent = await asyncio.gather(*tasks, return_exceptions=True)
            await self._in_thread(self._over, answer)
        if isinstance(sent, Exception):
            raise sent

    @staticmethod
    def _over(answer: HttpResponseBase) -> None:
        try:
            answer.close()
        finally:
            connections.close_all()

    async def _in_thread(self, work: Callable[[Any], Any], given: Any) -> Any:
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, context.run, work, given)


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
