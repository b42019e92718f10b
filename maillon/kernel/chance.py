"""The only source of randomness: the system's, unless a seeded one is put in its place."""

import base64
import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["below", "new_id", "new_token", "seeded"]

_source: random.Random = secrets.SystemRandom()


def new_id() -> uuid.UUID:
    """A fresh version 4 UUID."""
    return uuid.UUID(int=_source.getrandbits(128), version=4)


def below(limit: int) -> int:
    """An integer from 0 to ``limit`` excluded."""
    return _source.randrange(limit)


def new_token() -> str:
    """128 random bits for a one-tap link, in 22 characters."""
    return base64.urlsafe_b64encode(_source.randbytes(16)).rstrip(b"=").decode()


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Draw from a seed for the length of the block: demonstration and simulation only."""
    global _source
    previous = _source
    _source = random.Random(seed)  # noqa: S311  (never used for a living world)
    try:
        yield _source
    finally:
        _source = previous
