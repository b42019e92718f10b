"""The columns of a register, found by their names and never by their places."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from maillon.errors import Refused
from maillon.kernel.crypto import fold

__all__ = ["Columns", "read_header"]

Columns = Callable[[Sequence[str]], tuple[str, ...]]


def read_header(kind: str, names: Sequence[str], fields: Mapping[str, str]) -> Columns:
    """What takes the cells of ``fields``, in that order, out of a line of this file.

    Case, accents and apostrophes of names do not matter, nor do columns nobody here knows.
    Raises ``Refused``: ``…_columns_missing``, ``…_column_twice``.
    """
    folded = [fold(name) for name in names]
    wanted = {fold(name): name for name in fields.values()}
    missing = [name for key, name in wanted.items() if key not in folded]
    if missing:
        raise Refused(f"{kind}_columns_missing", columns=_listed(missing))
    twice = [name for key, name in wanted.items() if folded.count(key) > 1]
    if twice:
        raise Refused(f"{kind}_column_twice", columns=_listed(twice))
    return itemgetter(*(folded.index(key) for key in wanted))


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:5])
    return f"{shown} et {len(names) - 5} autres" if len(names) > 5 else shown
