"""The web process: a request goes to its thread once, and its thread holds nothing afterwards."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from maillon.kernel import uptime
from maillon.kernel.feed import feed
from maillon.kernel.sqlite.spare import spare
from maillon.project import asgi


@pytest.fixture
def handler() -> Iterator[asgi.Handler]:
    yield asgi.Handler()
    spare.keep(0)  # this process is no web server


def test_the_whole_of_a_request_runs_in_one_thread(handler: asgi.Handler) -> None:
    assert not iscoroutinefunction(vars(handler)["_middleware_chain"])
    assert iscoroutinefunction(handler.get_response_async)


def test_a_burst_waits_for_a_thread(handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    def slowly(request: HttpRequest) -> HttpResponse:
        used.add(threading.current_thread().name)
        time.sleep(0.005)
        return HttpResponse()

    async def burst() -> list[Any]:
        asked = [handler.get_response_async(HttpRequest()) for _ in range(60)]
        return await asyncio.gather(*asked)

    monkeypatch.setattr(handler, "get_response", slowly)
    assert {answer.status_code for answer in asyncio.run(burst())} == {200}
    assert 1 < len(used) <= settings.WEB_THREADS


def test_a_live_line_holds_no_connection(
    handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[str] = []

    class Connections:
        def close_all(self) -> None:
            given_back.append(threading.current_thread().name)

    monkeypatch.setattr(asgi, "connections", Connections())
    monkeypatch.setattr(handler, "get_response", lambda _: StreamingHttpResponse([b"retry: 1"]))
    answer = asyncio.run(handler.get_response_async(HttpRequest()))
    assert answer.streaming
    assert not answer.closed
    assert [name.startswith("maillon-web") for name in given_back] == [True]


def _scope() -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}


async def _asked(handler: asgi.Handler, said: list[Any]) -> list[dict[str, Any]]:
    """What is sent to somebody who asks, then leaves when nothing more is ``said``."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if said:
            return dict(said.pop(0))
        while len(sent) < 2:
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await handler(_scope(), receive, send)
    return sent


ASKED = {"type": "http.request", "body": b"", "more_body": False}


def test_a_line_ends_with_its_listener(
    handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []

    async def words() -> Any:
        try:
            yield b"retry: 1"
            await asyncio.sleep(60)
        finally:
            ended.append("line")

    line = StreamingHttpResponse(words())
    monkeypatch.setattr(handler, "get_response", lambda _: line)
    sent = asyncio.run(asyncio.wait_for(_asked(handler, [ASKED]), 5))
    assert [one.get("body") for one in sent] == [None, b"retry: 1"]
    assert ended == ["line"]
    assert line.closed


def test_a_line_that_fails_says_so(handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    async def words() -> Any:
        yield b"retry: 1"
        raise LookupError

    line = StreamingHttpResponse(words())
    monkeypatch.setattr(handler, "get_response", lambda _: line)
    with pytest.raises(LookupError):
        asyncio.run(asyncio.wait_for(_asked(handler, [ASKED]), 5))
    assert line.closed


def test_a_request_is_over_in_its_thread_before_its_answer_is_sent(
    handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    over: list[str] = []

    def heard(**_: Any) -> None:
        over.append(threading.current_thread().name)

    monkeypatch.setattr(handler, "get_response", lambda _: HttpResponse(b"ok"))
    request_finished.connect(heard)
    try:
        sent = asyncio.run(asyncio.wait_for(_asked(handler, [ASKED]), 5))
    finally:
        request_finished.disconnect(heard)
    assert [one["type"] for one in sent] == ["http.response.start", "http.response.body"]
    assert sent[1]["body"] == b"ok"
    assert [name.startswith("maillon-web") for name in over] == [True]


def test_nothing_is_done_for_who_left_before_the_end_of_the_question(
    handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError(request)

    monkeypatch.setattr(handler, "get_response", never)
    half = {"type": "http.request", "body": b"half", "more_body": True}
    assert asyncio.run(_asked(handler, [half, {"type": "http.disconnect"}])) == []


def test_a_failing_request_gives_its_connection_back(
    handler: asgi.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise LookupError

    given_back: list[None] = []

    class Connections:
        def close_all(self) -> None:
            given_back.append(None)

    monkeypatch.setattr(asgi, "connections", Connections())
    monkeypatch.setattr(handler, "get_response", fail)
    with pytest.raises(LookupError):
        asyncio.run(handler.get_response_async(HttpRequest()))
    assert given_back == [None]


def test_the_web_says_that_it_is_here_until_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[datetime] = []
    monkeypatch.setattr(uptime, "EVERY", timedelta(milliseconds=5))
    monkeypatch.setattr(uptime, "note", said.append)
    monkeypatch.setattr(asgi, "_settle", lambda: None)

    async def lived() -> int:
        words: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        done: asyncio.Queue[Any] = asyncio.Queue()
        life = asyncio.create_task(asgi.application({"type": "lifespan"}, words.get, done.put))
        await words.put({"type": "lifespan.startup"})
        while len(said) < 3:
            await asyncio.sleep(0.005)
        await words.put({"type": "lifespan.shutdown"})
        await life
        stopped = len(said)
        await asyncio.sleep(0.05)
        return len(said) - stopped

    monkeypatch.setattr(feed, "close", lambda: None)
    assert asyncio.run(lived()) <= 1, "one may have been under way"
