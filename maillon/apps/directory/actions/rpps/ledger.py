"""What one file says of each role, in some sixteen bytes a line.

The lines of a role need not be next to each other, and each says one skill only. Reading the
file once and adding up the digests of a role's distinct lines tells, at the first of them,
whether anything in any of them has changed since the last import.
"""

from array import array
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from maillon.apps.directory.extract import RoleRow

__all__ = ["Ledger", "role_key"]

Hashes = npt.NDArray[np.uint64]


def role_key(national_id: str, site_key: str) -> int:
    """The 64-bit name of a practitioner at a site."""
    return _hash(f"{national_id}\x1f{site_key}")


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _line_hash(row: RoleRow, commune: str | None) -> int:
    told = "\x1f".join(map(str, row[1:-1]))  # neither its line number nor its warnings
    return _hash(f"{commune}\x1f{told}")


class Ledger:
    """Filled line by line, then closed, then asked."""

    def __init__(self) -> None:
        self._keys: array[int] = array("Q")
        self._hashes: array[int] = array("Q")
        self._roles: Hashes = np.empty(0, np.uint64)
        self._sums: Hashes = np.empty(0, np.uint64)
        self._met = bytearray()

    def add(self, row: RoleRow, commune: str | None) -> None:
        """Note one line."""
        self._keys.append(role_key(row.national_id, row.site_key))
        self._hashes.append(_line_hash(row, commune))

    def close(self) -> None:
        """Add up the distinct lines of each role; nothing can be added afterwards."""
        keys = np.frombuffer(self._keys, np.uint64)
        hashes = np.frombuffer(self._hashes, np.uint64)
        order = np.lexsort((hashes, keys))
        keys, hashes = keys[order], hashes[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (hashes[1:] != hashes[:-1])
        keys, hashes = keys[fresh], hashes[fresh]
        self._roles, starts = np.unique(keys, return_index=True)
        self._sums = np.add.reduceat(hashes, starts) if len(keys) else hashes
        self._keys = self._hashes = array("Q")
        self._met = bytearray(len(self._roles))

    def __len__(self) -> int:
        return len(self._roles)

    def digest(self, national_id: str, site_key: str) -> str:
        """What the whole file says of this role, as one short word."""
        return f"{int(self._sums[self._place(national_id, site_key)]):016x}"

    def meet(self, national_id: str, site_key: str) -> bool:
        """Whether this role is met for the first time in the second pass; it is met from now."""
        place = self._place(national_id, site_key)
        first = not self._met[place]
        self._met[place] = 1
        return first

    def holds(self, national_id: str, site_key: str) -> bool:
        """Whether the file says anything of this role."""
        place = self._place(national_id, site_key)
        return place < len(self._roles) and self._roles[place] == role_key(national_id, site_key)

    def _place(self, national_id: str, site_key: str) -> int:
        key = np.uint64(role_key(national_id, site_key))
        return int(self._roles.searchsorted(key))
