"""The words of a live line (SSE): that something changed, never what."""

from collections.abc import AsyncIterator, Awaitable, Callable

from maillon.kernel.feed import Feed

__all__ = ["lines", "seen_number"]

MILLISECONDS_BEFORE_RETRY = 1500


def seen_number(text: str) -> int | None:
    """The number a page was drawn from, as its browser says it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


async def lines(
    source: Feed,
    topic: str,
    seen: int | None,
    may_still_hear: Callable[[], Awaitable[bool]],
    *,
    last_word: bool = False,
) -> AsyncIterator[str]:
    """The words of the line, until the right to hear them ends or the process stops.

    With ``last_word`` the page is told of the change that ended its right, so that it asks again
    and is emptied.
    """
    yield f"retry: {MILLISECONDS_BEFORE_RETRY}\n\n"
    async for number in source.changes(topic, seen):
        heard = await may_still_hear()
        if not heard and not last_word:
            return
        yield f"id: {number}\nevent: change\ndata: {number}\n\n" if number else ": toujours là\n\n"
        if not heard:
            return
