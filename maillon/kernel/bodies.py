"""What a machine sends, never more of it than was agreed."""

from django.http import HttpRequest

__all__ = ["TooLong", "body"]


class TooLong(Exception):
    """More than this door reads."""


def body(request: HttpRequest, most: int) -> bytes:
    """Up to ``most`` bytes, whatever length was announced: one sent in pieces announces none.

    Raises ``TooLong``.
    """
    sent = request.read(most + 1)
    if len(sent) > most:
        raise TooLong
    return sent
