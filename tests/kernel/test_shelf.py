"""A file of records beside the database: kept whole, by one process at a time, over kill −9."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from maillon.kernel.shelf import CHUNK, Busy, Record, Shelf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "etagere.sqlite3"


def keys(shelf: Shelf, kind: str) -> list[str]:
    return [one.key for chunk in shelf.chunks(kind) for one in chunk]


def test_records_come_back_in_the_order_of_first_mention(path: Path) -> None:
    shelf = Shelf(path)
    told = [f"k{number}" for number in range(CHUNK * 2 + 3)]
    for key in told:
        shelf.put("a", Record(key, "", {"n": key}), 1)
    shelf.put("a", Record("k0", "x", {"n": "autre"}), 2)
    shelf.put("b", Record("k0", "", {}), 2)
    assert keys(shelf, "a") == told
    assert shelf.of_keys("a", ["k0", "absent"]) == {"k0": Record("k0", "x", {"n": "autre"})}
    assert len(shelf.of_keys("a", told)) == len(told)
    assert [one.key for one in shelf.of_links("a", ["x", "y"])] == ["k0"]


def test_what_a_round_did_not_put_can_be_dropped(path: Path) -> None:
    shelf = Shelf(path)
    for key in ("1", "2", "3"):
        shelf.put("a", Record(key, "", {}), 1)
    shelf.put("a", Record("2", "", {}), 2)
    shelf.drop_before(2)
    assert keys(shelf, "a") == ["2"]
    shelf.drop("a", "2")
    shelf.put("a", Record("4", "", {}), 2)
    shelf.drop_kind("a")
    assert keys(shelf, "a") == []


def test_a_turn_is_kept_whole_or_not_at_all(path: Path) -> None:
    shelf = Shelf(path)

    def cut() -> None:
        with shelf.turn():
            shelf.put("a", Record("1", "", {}), 1)
            shelf.mark("where", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut()
    assert (keys(shelf, "a"), shelf.marked("where", 0)) == ([], 0)


def test_one_process_at_a_time_and_its_owner_only(path: Path) -> None:
    shelf = Shelf(path)
    with pytest.raises(Busy):
        Shelf(path)
    shelf.mark("where", [1, "deux"])
    shelf.close()
    assert Shelf(path).marked("where") == [1, "deux"]
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_kept_outlives_its_process(path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from maillon.kernel.shelf import Record, Shelf\n"
        "shelf = Shelf(Path(sys.argv[1]))\n"
        "with shelf.turn(): shelf.put('a', Record('1', '', {}), 1)\n"
        "shelf._file.execute('BEGIN'); shelf.put('a', Record('2', '', {}), 1)\n"
        "print('ready', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, env=os.environ.copy()
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert keys(Shelf(path), "a") == ["1"]
