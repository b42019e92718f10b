"""The lights go out while an import writes."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest

from maillon.apps.directory.actions.importing import passes

__all__ = ["cut_after"]


class PowerCut(Exception):
    pass


def cut_after(batches: int, importing: Callable[[], object]) -> None:
    """Import until so many batches were written, then nothing more."""
    whole = passes._batches

    def cut(remaining: Any, size: int) -> Iterator[Any]:
        yield from islice(whole(remaining, size), batches)
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "_batches", cut)
        with pytest.raises(PowerCut):
            importing()
