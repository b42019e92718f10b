"""The only source of time. Everything else receives ``now``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

__all__ = ["frozen", "now", "set_source"]

Source = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


_source: Source = _system


def now() -> datetime:
    """The present moment, timezone-aware, in UTC."""
    return _source()


def set_source(source: Source | None) -> None:
    """Replace the clock (simulation, tests); ``None`` puts the system clock back."""
    global _source
    _source = source or _system


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` for the length of the block."""
    previous = _source
    set_source(lambda: moment)
    try:
        yield
    finally:
        set_source(previous)
