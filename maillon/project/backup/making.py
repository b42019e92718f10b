"""Making a backup, proving one, keeping the last ones."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final

from maillon.errors import Refused
from maillon.kernel import clock
from maillon.project.backup import archive, facts
from maillon.project.backup.archive import Manifest
from maillon.project.backup.database import Tell
from maillon.project.backup.living import configured

__all__ = ["Made", "Proven", "make", "opening", "prove"]

SUFFIX: Final = ".maillon"
OURS: Final = re.compile(r"maillon-\d{8}T\d{6}Z\.maillon")


@dataclass(frozen=True, slots=True)
class Proven:
    """An archive read to its end, every piece proven."""

    path: Path
    manifest: Manifest
    key: str
    size: int
    unfolded: int


@dataclass(frozen=True, slots=True)
class Made:
    """A new archive, proven after it was written; the older ones it made superfluous."""

    proven: Proven
    removed: list[Path]


def make(where: Path, *, keep: int | None, tell: Tell) -> Made:
    """Copy, seal, write aside, read again, and only then give it its name.

    ``where`` is a folder (the name is the moment's) or a file that does not exist yet.
    Raises ``Refused``; nothing is left then, and nothing older was touched.
    """
    if keep is not None and not where.is_dir():
        raise Refused("backup_keep_folder")
    path = where / f"maillon-{clock.now():%Y%m%dT%H%M%SZ}{SUFFIX}" if where.is_dir() else where
    if path.exists():
        raise Refused("backup_exists")
    aside = path.with_name(f".{path.name}.en-cours")
    try:
        _write(aside, tell)
        tell("relecture")
        proven = prove(aside)
        _name(aside, path)
    except OSError as error:
        raise Refused("backup_not_written", reason=error.strerror or "disque") from None
    finally:
        with suppress(OSError):
            aside.unlink()
    removed = _forget(where, keep) if keep is not None else []
    return Made(Proven(path, proven.manifest, proven.key, proven.size, proven.unfolded), removed)


def _write(aside: Path, tell: Tell) -> None:
    living = configured()
    with _private(aside) as file, living.snapshot(tell) as snapshot:
        manifest = Manifest(
            made_at=snapshot.made_at.isoformat(),
            database=living.kind,
            server=snapshot.server,
            maillon=version("maillon"),
            migrations=snapshot.facts.migrations,
            rows=snapshot.facts.rows,
            keys=facts.keys(),
        )
        archive.write(file, manifest, snapshot.pieces)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file


def _name(aside: Path, path: Path) -> None:
    """Whole under its name, or not there: also after a power cut."""
    os.link(aside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def opening(path: Path) -> Iterator[archive.Opened]:
    """Read an archive; raises ``Refused`` where it cannot be."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused("backup_missing", reason=error.strerror or "disque") from None
    with file:
        yield archive.read(file)


def prove(path: Path) -> Proven:
    """Read an archive to its end; raises ``Refused`` unless every piece is in its place."""
    with opening(path) as opened:
        unfolded = sum(len(piece) for piece in opened.body)
        return Proven(path, opened.manifest, opened.key, path.stat().st_size, unfolded)


def _forget(folder: Path, keep: int) -> list[Path]:
    """Drop the oldest of ours beyond ``keep``; a file that is not an archive is left alone."""
    ours = sorted(path for path in folder.iterdir() if OURS.fullmatch(path.name))
    old = [path for path in ours if archive.is_archive(path)][: -max(1, keep)]
    for path in old:
        path.unlink()
    return old
