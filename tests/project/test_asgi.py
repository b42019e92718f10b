"""The web process: a request goes to its thread once."""

from asgiref.sync import iscoroutinefunction

from maillon.kernel.sqlite.spare import spare
from maillon.project import asgi


def test_the_whole_of_a_request_runs_in_one_thread() -> None:
    handler = asgi.Handler()
    assert not iscoroutinefunction(vars(handler)["_middleware_chain"])
    assert iscoroutinefunction(handler.get_response_async)
    spare.keep(0)  # this process is no web server
