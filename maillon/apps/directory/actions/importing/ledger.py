"""What one file says of each object, in some sixteen bytes a line.

The lines of an object need not be next to each other (an RPPS line says one skill only of a
role). Reading the file once and adding up the digests of an object's distinct lines tells, at
the first of them, whether anything in any of them has changed since the last import.
"""

from array import array
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

__all__ = ["Key", "Ledger"]

Key = tuple[str, ...]

Hashes = npt.NDArray[np.uint64]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _held(numbers: "array[int]") -> Hashes:
    return np.frombuffer(numbers, np.uint64)


def _begins(numbers: Hashes) -> npt.NDArray[np.bool_]:
    """Where a number differs from the one before it."""
    found = np.ones(len(numbers), bool)
    found[1:] = numbers[1:] != numbers[:-1]
    return found


def _name(key: Key) -> int:
    return _hash("\x1f".join(key))


class Ledger:
    """Filled line by line, then closed, then asked."""

    def __init__(self) -> None:
        self._keys: array[int] = array("Q")
        self._hashes: array[int] = array("Q")
        self._objects: Hashes = np.empty(0, np.uint64)
        self._sums: Hashes = np.empty(0, np.uint64)
        self._met = bytearray()

    def add(self, key: Key, told: str) -> None:
        """Note one line: which object it is about, and everything it says of it."""
        self._keys.append(_name(key))
        self._hashes.append(_hash(told))

    def close(self) -> None:
        """Add up the distinct lines of each object; nothing can be added afterwards."""
        order = np.lexsort((_held(self._hashes), _held(self._keys)))
        # one at a time, each freeing what it came from: a whole register passes through here
        keys = _held(self._keys)[order]
        self._keys = array("Q")
        hashes = _held(self._hashes)[order]
        self._hashes = array("Q")
        del order
        fresh = _begins(keys) | _begins(hashes)
        keys = keys[fresh]
        hashes = hashes[fresh]
        begins = _begins(keys)
        self._objects = keys[begins]
        starts = np.flatnonzero(begins)
        self._sums = np.add.reduceat(hashes, starts) if len(keys) else hashes
        self._met = bytearray(len(self._objects))

    def __len__(self) -> int:
        return len(self._objects)

    def digest(self, *key: str) -> str:
        """What the whole file says of this object, as one short word."""
        return f"{int(self._sums[self._place(key)]):016x}"

    def meet(self, *key: str) -> bool:
        """Whether this object is met for the first time in the second pass; it is met from now."""
        place = self._place(key)
        first = not self._met[place]
        self._met[place] = 1
        return first

    def holds(self, *key: str) -> bool:
        """Whether the file says anything of this object."""
        place = self._place(key)
        return place < len(self._objects) and self._objects[place] == _name(key)

    def _place(self, key: Key) -> int:
        return int(self._objects.searchsorted(np.uint64(_name(key))))
