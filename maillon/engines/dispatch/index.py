"""Everybody in memory, as frozen arrays: who could be asked, without a database.

Built once from facts, for whoever asks many times of one moment: simulations, maps of coverage.
A need is answered in three steps: the rows of its commune (a slice, since rows stand commune by
commune), less those that a comparison of columns excludes for certain, then ``rank`` on the few
that are left. The last step is the engine itself, so the answer is the ranking of everybody, to
the digit. A responder takes about 110 bytes, and five for each commune of her zone and ring.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.ranking import rank
from maillon.engines.dispatch.records import NO, Kind, Table, fitting, from_record, microseconds
from maillon.engines.dispatch.residents import Circle
from maillon.engines.dispatch.verdicts import Ranked

__all__ = ["Ids", "Index"]

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer]
Asked = tuple[str, frozenset[str], str, int | None]  # what kinds are held against
_NOBODY: Final = Circle()
_COVERS, _NEAR, _ELSEWHERE = range(3)


@dataclass(frozen=True, slots=True)
class Ids:
    """Sorted ids in one string: a list of a million strings would weigh five times as much."""

    text: str
    ends: Ints

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: int) -> str:
        return self.text[self.ends[row - 1] if row else 0 : self.ends[row]]

    def row(self, pk: str) -> int | None:
        """Where this id stands; None when it does not."""
        found = bisect_left(range(len(self)), pk, key=self.__getitem__)
        return found if found < len(self) and self[found] == pk else None


@dataclass(frozen=True, slots=True)
class Index:
    """Responders in the order of their ids, and who stands in each commune's zone.

    ``rows[starts[c]:starts[c + 1]]`` have commune ``communes[c]`` in their zone, or only in the
    ring around it where ``near`` says so. ``indexing.index`` builds it.
    """

    ids: Ids
    table: Table
    kinds: tuple[Kind, ...]
    communes: dict[str, int]
    starts: Ints
    rows: Ints
    near: Flags
    _fits: dict[Asked, Flags] = field(default_factory=dict)

    def rank(
        self, need: NeedFacts, now: datetime, policy: Policy, circle: Circle = _NOBODY
    ) -> tuple[Ranked, ...]:
        """What ``ranking.rank`` answers of everybody placed for this need, sooner."""
        return rank(need, self.select(need, now, circle), now, policy)

    def select(
        self, need: NeedFacts, now: datetime, circle: Circle = _NOBODY
    ) -> Iterator[CandidateFacts]:
        """The facts of whoever may be asked; who is left out is excluded for certain."""
        rows, stands = self._around(need.commune, circle.usual | circle.chosen)
        part = self.table[rows]
        open_to = self._fitting(need)[part["kind"]] & ~part["opted_out"] & (part["available"] != NO)
        kept = np.flatnonzero(open_to & (part["paused"] <= microseconds(now)))
        told = rows[kept].tolist(), stands[kept].tolist(), part[kept].tolist()
        for row, stand, record in zip(*told, strict=True):
            yield from_record(
                self.ids[row], record, self.kinds[record[0]],
                covers=stand == _COVERS, near=stand == _NEAR, circle=circle,
            )  # fmt: skip

    def covering(self, professions: frozenset[str]) -> dict[str, tuple[int, int]]:
        """Per commune: how many of these professions cover it, how many have it beside."""
        trades = [not professions.isdisjoint(trade) for trade, _, _ in self.kinds]
        fits = np.array(trades, dtype=bool)[self.table["kind"][self.rows]]
        owner = np.repeat(np.arange(len(self.communes)), np.diff(self.starts))
        size = len(self.communes)
        covers = np.bincount(owner[fits & ~self.near], minlength=size).tolist()
        beside = np.bincount(owner[fits & self.near], minlength=size).tolist()
        return {name: (covers[code], beside[code]) for name, code in self.communes.items()}

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays and the ids."""
        arrays = (self.table, self.starts, self.rows, self.near, self.ids.ends)
        return sum(one.nbytes for one in arrays) + len(self.ids.text)

    def _around(self, commune: str, known: Iterable[str]) -> tuple[Ints, Ints]:
        """Rows of the commune, then of those known to the person, and where each stands."""
        code = self.communes.get(commune)
        here = slice(0, 0) if code is None else slice(self.starts[code], self.starts[code + 1])
        rows, stands = self.rows[here], self.near[here].astype("i1")
        found = {row for pk in known if (row := self.ids.row(pk)) is not None}
        far = sorted(found.difference(rows.tolist())) if found else []
        if not far:
            return rows, stands
        elsewhere = np.full(len(far), _ELSEWHERE, dtype="i1")
        return np.append(rows, np.array(far, rows.dtype)), np.append(stands, elsewhere)

    def _fitting(self, need: NeedFacts) -> Flags:
        key = need.code, need.professions, need.part_of_day, need.only_day
        if key not in self._fits:
            self._fits[key] = fitting(self.kinds, need)
        return self._fits[key]
