"""The live line of the board (SSE): says that something changed, never what.

The page fetches its own columns again, with the rights of that moment. Rights are checked
here too before each word: a role ended, a session closed or locked ends the line.
"""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from maillon.apps.desk.queries.hearing import may_hear
from maillon.apps.desk.web.here import desk_here
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.feed import apart, feed
from maillon.kernel.live import lines, seen_number

__all__ = ["events"]


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
        lines(feed, f"desk:{desk_id}", seen_number(seen), lambda: apart(check)),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
