"""Building the index: one pass over everybody, then the arrays are put in order."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from maillon.engines.dispatch.index import Flags, Ids, Index, Ints
from maillon.engines.dispatch.records import RECORD, Kind, Record, as_record
from maillon.engines.dispatch.residents import Resident
from maillon.errors import RuleError

__all__ = ["index"]


def index(residents: Iterable[Resident]) -> Index:
    """The index of these responders, in whatever order they come.

    Raises RuleError when a ``responder_id`` comes twice.
    """
    seen = _Seen()
    table = np.fromiter(seen.records(residents), dtype=RECORD)
    order = np.array(sorted(range(len(seen.ids)), key=seen.ids.__getitem__), dtype="i8")
    ids = [seen.ids[row] for row in order.tolist()]
    _hold_once(ids)
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    starts, rows, near = seen.zones(places)
    ends = np.cumsum([len(pk) for pk in ids], dtype="i8")
    kinds = tuple(seen.kinds)
    return Index(Ids("".join(ids), ends), table[order], kinds, seen.communes, starts, rows, near)


@dataclass(slots=True)
class _Seen:
    """What one pass gathers."""

    ids: list[str] = field(default_factory=list)
    kinds: dict[Kind, int] = field(default_factory=dict)
    communes: dict[str, int] = field(default_factory=dict)
    owners: "array[int]" = field(default_factory=lambda: array("i"))
    places: "array[int]" = field(default_factory=lambda: array("i"))
    beside: "array[int]" = field(default_factory=lambda: array("b"))

    def records(self, residents: Iterable[Resident]) -> Iterator[Record]:
        """One record each; zones are kept aside."""
        for row, resident in enumerate(residents):
            facts = resident.facts
            kind = facts.professions, facts.takes, resident.works
            self.ids.append(facts.responder_id)
            self._zone(row, resident)
            yield as_record(facts, self.kinds.setdefault(kind, len(self.kinds)))

    def _zone(self, row: int, resident: Resident) -> None:
        covered = dict.fromkeys(resident.covered, 0)
        for name, beside in {**dict.fromkeys(resident.near, 1), **covered}.items():
            self.owners.append(row)
            self.places.append(self.communes.setdefault(name, len(self.communes)))
            self.beside.append(beside)

    def zones(self, places: Ints) -> tuple[Ints, Ints, Flags]:
        """Where each commune starts, its rows in order, and which have it only beside."""
        communes = np.array(self.places, dtype="i4")
        rows = places[np.array(self.owners, dtype="i4")].astype("i4")
        order = np.lexsort((rows, communes))
        counts = np.bincount(communes, minlength=len(self.communes))
        starts = np.concatenate(([0], np.cumsum(counts)))
        return starts, rows[order], np.array(self.beside, dtype=bool)[order]


def _hold_once(ids: list[str]) -> None:
    for one, following in pairwise(ids):
        if one == following:
            raise RuleError(f"dispatch: responder {one} appears twice")
