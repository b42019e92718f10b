"""Progress on standard error: one line that rewrites itself, or a few lines in a log."""

import sys
from time import monotonic
from types import TracebackType
from typing import Final

__all__ = ["Progress"]

EVERY: Final = 10.0  # seconds between two lines of a log


class Progress:
    """Call it with where things stand, as often as one likes."""

    def __init__(self) -> None:
        self._live, self._said, self._step = sys.stderr.isatty(), 0.0, ""

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._live and self._step:
            print(file=sys.stderr)

    def __call__(self, words: str) -> None:
        """On a terminal at once; in a log when the step changes, or every ten seconds."""
        step = words.partition(" :")[0]
        if self._live:
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
        elif step != self._step or monotonic() - self._said > EVERY:
            print(words, file=sys.stderr, flush=True)
            self._said = monotonic()
        self._step = step
