"""What a process has loaded for good leaves the collector's rounds."""

import gc

__all__ = ["keep_out_of_rounds"]


def keep_out_of_rounds() -> None:
    """Once everything is loaded: a full round over it held a page for 150 ms."""
    gc.collect()
    gc.freeze()
