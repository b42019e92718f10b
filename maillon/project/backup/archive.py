"""The file of a backup.

``MAILLON-BACKUP`` and a line's end; the length of the header on four bytes; the header
(JSON: version of the format, name of the key, salt); then one sealed stream that holds,
compressed, one line of JSON (``Manifest``) and the database.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from maillon.errors import Refused
from maillon.project.backup import secret
from maillon.project.backup.sealing import Sealer, opened

__all__ = ["Manifest", "Opened", "is_archive", "read", "write"]

MAGIC: Final = b"MAILLON-BACKUP\n"
VERSION: Final = 1
LONGEST_HEADER: Final = 4096


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: sealed with the rest."""

    made_at: str  # the moment of the copy, ISO 8601, UTC
    database: str  # sqlite | postgresql
    server: str
    maillon: str
    migrations: list[str]
    rows: dict[str, int]
    keys: dict[str, str]  # name of each secret that reads it → a check value


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive being read; ``body`` proves each piece before giving it."""

    manifest: Manifest
    key: str
    body: Iterator[bytes]


def write(out: BinaryIO, manifest: Manifest, body: Iterable[bytes]) -> str:
    """Seal it all; returns the name of the key used."""
    drawn = secret.fresh()
    header = json.dumps({"version": VERSION, **drawn.header}).encode()
    out.write(MAGIC + len(header).to_bytes(4, "big") + header)
    sealer, squeezed = Sealer(out, drawn.key, header), zlib.compressobj(level=3)
    sealer.write(squeezed.compress(json.dumps(asdict(manifest)).encode() + b"\n"))
    for piece in body:
        sealer.write(squeezed.compress(piece))
    sealer.write(squeezed.flush())
    sealer.close()
    return str(drawn.header["key"])


def read(source: BinaryIO) -> Opened:
    """Open an archive; the whole of it is proven only when ``body`` has ended.

    Raises ``Refused``: ``backup_not_one``, ``backup_other_secret``, ``backup_altered``.
    """
    raw = _header(source)
    header = _spoken(raw)
    pieces = _unsqueezed(opened(source, secret.known(header), raw))
    line = b""
    while b"\n" not in line:
        line += next(pieces, b"\n")
    told, _, rest = line.partition(b"\n")
    return Opened(_manifest(told), str(header["key"]), _after(rest, pieces))


def is_archive(path: Path) -> bool:
    """Whether this file begins as one of ours."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _header(source: BinaryIO) -> bytes:
    if source.read(len(MAGIC)) != MAGIC:
        raise Refused("backup_not_one")
    length = int.from_bytes(source.read(4), "big")
    if not 0 < length <= LONGEST_HEADER:
        raise Refused("backup_not_one")
    return source.read(length)


def _spoken(raw: bytes) -> dict[str, Any]:
    try:
        header = json.loads(raw)
    except ValueError:
        raise Refused("backup_not_one") from None
    if not isinstance(header, dict) or header.get("version") != VERSION:
        raise Refused("backup_not_one")
    return header


def _unsqueezed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Never more than a few megabytes at a time, whatever the archive unfolds to."""
    unfolding = zlib.decompressobj()
    for piece in pieces:
        while piece:
            yield unfolding.decompress(piece, 4 << 20)
            piece = unfolding.unconsumed_tail
    yield unfolding.flush()
    if not unfolding.eof:
        raise Refused("backup_altered")


def _after(rest: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield rest
    yield from pieces


def _manifest(line: bytes) -> Manifest:
    try:
        return Manifest(**json.loads(line))
    except (ValueError, TypeError):
        raise Refused("backup_not_one") from None
