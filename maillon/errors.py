"""The exception tree. Imported by every ring, importing nothing.

MaillonError
├── NotAllowed    the viewer may know the object exists, and may not do this
├── NotFound      missing, or hidden from this viewer: the same answer for both
├── Refused       the input or the moment is wrong: ``code`` and ``data`` travel,
│                 the French sentence is made at the edge
└── RuleError     a rule or a base fact is missing or malformed
"""

from typing import Any

__all__ = ["MaillonError", "NotAllowed", "NotFound", "Refused", "RuleError"]


class MaillonError(Exception):
    """Root of every error that Maillon raises on purpose."""


class NotAllowed(MaillonError):
    """The viewer holds no right for this act on an object she may otherwise see."""


class NotFound(MaillonError):
    """The object does not exist for this viewer."""


class Refused(MaillonError):
    """A request that cannot be honoured as it stands; nothing was written."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class RuleError(MaillonError):
    """A rule or a fact it needs is missing or malformed; the message names which."""
