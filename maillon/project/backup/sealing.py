"""A stream sealed in chunks (AES-256-GCM), the construction named STREAM.

The nonce of a chunk is its place and whether it is the last one; the header is the
additional data of all. So a chunk cut, moved, repeated or altered, a file that ends early or
goes on, another header: the tag of some chunk no longer answers, and all is refused.
Method: Hoang, Reyhanitabar, Rogaway, Vizár, « Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance », CRYPTO 2015.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maillon.errors import Refused

__all__ = ["CHUNK", "Sealer", "opened"]

CHUNK: Final = 1 << 20
TAG: Final = 16


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class Sealer:
    """Writes a sealed stream; nothing is whole before ``close``."""

    def __init__(self, out: BinaryIO, key: bytes, header: bytes) -> None:
        self._out, self._cipher, self._header = out, AESGCM(key), header
        self._held, self._place = bytearray(), 0

    def write(self, data: bytes) -> None:
        """Take some bytes; a chunk leaves only when another one follows it."""
        self._held += data
        while len(self._held) > CHUNK:
            self._leave(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def close(self) -> None:
        """Seal the last chunk and say so."""
        self._leave(bytes(self._held), last=True)
        self._held.clear()

    def _leave(self, plain: bytes, *, last: bool) -> None:
        nonce = _nonce(self._place, last=last)
        self._out.write(self._cipher.encrypt(nonce, plain, self._header))
        self._place += 1


def opened(source: BinaryIO, key: bytes, header: bytes) -> Iterator[bytes]:
    """The chunks of a sealed stream, each once proven; raises ``Refused("backup_altered")``."""
    cipher, place = AESGCM(key), 0
    sealed = source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(place, last=not following), sealed, header)
        except (InvalidTag, ValueError):
            raise Refused("backup_altered") from None
        if not following:
            return
        sealed, place = following, place + 1
