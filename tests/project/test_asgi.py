"""The web process: a request goes to its thread once, and its thread holds nothing afterwards."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

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
