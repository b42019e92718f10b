"""The web process: Django, and live pages that let go of their listeners when it stops."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping
from types import FrameType
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.project.settings")
_django = get_asgi_application()

from maillon.kernel.feed import feed  # noqa: E402 - Django's settings come first

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Django for every request; the start and the end of the process are ours."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await _django(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _hear_the_end()
        else:
            feed.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


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
