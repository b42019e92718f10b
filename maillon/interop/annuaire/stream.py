"""The bytes of a file that may be gzipped, read in bounded memory and never trusted."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

from maillon.errors import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["ARCHIVES", "BOM", "GZIP", "Bytes", "opened"]

BOM: Final = b"\xef\xbb\xbf"
GZIP: Final = b"\x1f\x8b"
ARCHIVES: Final = (b"PK\x03\x04", GZIP, b"7z\xbc\xaf", b"Rar!")
INNOCENT: Final = 64_000_000  # bytes unpacked before anybody wonders
MOST_PACKED: Final = 150  # a register packs some 12 to 20 times; a bomb, a thousand


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many."""
        ...


class Bytes(io.RawIOBase):
    """The plain bytes of a file, its digest growing as they are read."""

    def __init__(self, raw: IO[bytes], kind: str) -> None:
        self._raw, self._kind = raw, kind
        self._packed = raw.read(2) == GZIP
        raw.seek(0)
        self._plain: Readable = gzip.GzipFile(fileobj=raw) if self._packed else raw
        self._seen = sha256()
        self._count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer; raises ``Refused``: ``…_cut_short``, ``…_bomb``."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._plain.read(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused(f"{self._kind}_cut_short") from error
        self._count += len(data)
        if self._packed and self._count > max(INNOCENT, MOST_PACKED * self._raw.tell()):
            raise Refused(f"{self._kind}_bomb")
        self._seen.update(data)
        view[: len(data)] = data
        return len(data)

    @property
    def digest(self) -> str:
        """Of everything read so far."""
        return self._seen.hexdigest()


@contextmanager
def opened(path: Path, kind: str) -> Iterator[tuple[io.BufferedReader, Bytes]]:
    """The file as a buffered stream, and what counts its bytes.

    Raises ``Refused``: ``…_unreadable``, and those of reading.
    """
    try:
        with path.open("rb") as raw:
            plain = Bytes(raw, kind)
            yield io.BufferedReader(plain, 1 << 17), plain
    except OSError as error:
        raise Refused(f"{kind}_unreadable", name=path.name) from error
