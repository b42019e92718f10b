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
        keys = np.frombuffer(self._keys, np.uint64)
        hashes = np.frombuffer(self._hashes, np.uint64)
        order = np.lexsort((hashes, keys))
        keys, hashes = keys[order], hashes[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (hashes[1:] != hashes[:-1])
        keys, hashes = keys[fresh], hashes[fresh]
        self._objects, starts = np.unique(keys, return_index=True)
        self._sums = np.add.reduceat(hashes, starts) if len(keys) else hashes
        self._keys = self._hashes = array("Q")
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
