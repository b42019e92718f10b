"""The empty database of simulated weeks: laid once, whole or absent."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from maillon.project.simulation.laid import empty_tables


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "maillon"


def writing(what: bytes) -> Callable[[Path], None]:
    def lay(path: Path) -> None:
        path.write_bytes(what)

    return lay


def test_it_is_laid_once_and_nobody_else_reads_the_folder(cache: Path) -> None:
    laid: list[Path] = []

    def lay(path: Path) -> None:
        laid.append(path)
        path.write_bytes(b"tables")

    assert empty_tables(lay) == empty_tables(lay)
    assert len(laid) == 1
    assert [one.read_bytes() for one in cache.iterdir()] == [b"tables"]
    assert cache.stat().st_mode & 0o077 == 0


def test_one_that_failed_half_way_is_laid_again(cache: Path) -> None:
    def breaks(path: Path) -> None:
        path.write_bytes(b"half")
        raise RuntimeError("simulation")

    with pytest.raises(RuntimeError):
        empty_tables(breaks)
    assert list(cache.iterdir()) == []
    whole = empty_tables(writing(b"whole"))
    assert whole.read_bytes() == b"whole"


def test_that_of_older_code_is_left_behind_and_not_that_of_another_installation(
    cache: Path,
) -> None:
    cache.mkdir(mode=0o700)
    old, other = (cache / f"semaine-vide-{name}.sqlite3" for name in ("0123456789", "abcdef"))
    for path in (old, other):
        path.write_bytes(b"tables")
    os.utime(old, times=(time.time() - 4 * 86_400,) * 2)
    new = empty_tables(writing(b"new"))
    assert set(cache.iterdir()) == {new, other}


def test_one_that_serves_is_not_old(cache: Path) -> None:
    path = empty_tables(writing(b"tables"))
    os.utime(path, times=(0, 0))
    assert empty_tables(writing(b"again")) == path
    assert time.time() - path.stat().st_mtime < 60


def test_where_nothing_may_be_kept_it_is_laid_for_this_once(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.parent.joinpath("maillon").write_text("a file stands there")
    path = empty_tables(writing(b"tables"))
    assert path.read_bytes() == b"tables"
    assert cache.parent not in path.parents
