"""Grammar of replies (being written)."""

from maillon.engines.replies.reply import Reply

__all__ = ["parse"]


def parse(text: str, open_codes: frozenset[str] = frozenset()) -> Reply:
    """The meaning of a reply."""
    raise NotImplementedError
