"""The live line of the board (SSE): says that something changed, never what.

The page fetches its own columns again, with the rights of that moment. Rights are checked
here too before each word: a role ended, a session closed or locked ends the line.
"""

from collections.abc import AsyncIterator, Awaitable, Callable

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from maillon.apps.desk.queries.hearing import may_hear
from maillon.apps.desk.web.here import desk_here
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.feed import Feed, apart, feed

__all__ = ["events", "lines"]

MILLISECONDS_BEFORE_RETRY = 1500


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """A line per desk and page; ``vu`` is the number the page was drawn from.

    Without it the line speaks of what changes from now on.
    """
    desk_id = desk_here(request)
    seen = request.headers.get("Last-Event-ID") or request.GET.get("vu", "")
    account_id, session_key = viewer_in(request).account_id, request.session.session_key or ""

    def check() -> bool:
        return may_hear(account_id, session_key, desk_id, now=clock.now())

    return StreamingHttpResponse(
        lines(feed, f"desk:{desk_id}", _number(seen), lambda: apart(check)),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


async def lines(
    source: Feed, topic: str, seen: int | None, may_still_hear: Callable[[], Awaitable[bool]]
) -> AsyncIterator[str]:
    """The words of the line, until the right to hear them ends or the process stops."""
    yield f"retry: {MILLISECONDS_BEFORE_RETRY}\n\n"
    async for number in source.changes(topic, seen):
        if not await may_still_hear():
            return
        yield f"id: {number}\nevent: change\ndata: {number}\n\n" if number else ": toujours là\n\n"
