"""The empty database every simulated week begins with: laid once for each state of the code.

Migrating takes as long as half a week played. The file stands in the user's cache, named by
what it is made of; whoever may not write there lays it for the time of the command.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

import maillon
from maillon.kernel import clock

__all__ = ["empty_tables"]

NAMED: Final = "semaine-vide-{}.sqlite3"
UNUSED: Final = 3 * 86_400  # seconds


def empty_tables(lay: Callable[[Path], None]) -> Path:
    """The file, laid by ``lay`` where there is none yet of this code; whole or absent, always."""
    folder = _folder()
    path = folder / NAMED.format(_made_of())
    if not path.exists():
        half = folder / f".{path.name}.{os.getpid()}"
        try:
            lay(half)
            _forget_old(folder)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    os.utime(path)
    return path


def _forget_old(folder: Path) -> None:
    """Those nobody has asked for in days: another installation may be about to read its own."""
    for old in folder.glob(NAMED.format("*")):
        with suppress(FileNotFoundError):
            if clock.now().timestamp() - old.stat().st_mtime > UNUSED:
                old.unlink()


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache) / "maillon"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid():
            return folder
    except (OSError, RuntimeError):
        pass
    alone = tempfile.mkdtemp(prefix="maillon-sim-")
    atexit.register(shutil.rmtree, alone, ignore_errors=True)
    return Path(alone)


def _made_of() -> str:
    """All that tables, triggers and first rows come from: our code, what it stands on, Python."""
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    seen = hashlib.sha256("\n".join([sys.version, *installed]).encode())
    root = Path(maillon.__file__).parent
    for source in sorted(root.rglob("*.py")):
        seen.update(str(source.relative_to(root)).encode())
        seen.update(source.read_bytes())
    return seen.hexdigest()[:20]
