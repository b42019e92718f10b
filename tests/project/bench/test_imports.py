"""The bench of imports: sizes as they are written, extracts that our readers read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maillon.apps.directory.extract import Extract, Row, SkippedLine
from maillon.interop.annuaire import MssanteFile, RppsFile, finess_file
from maillon.project.bench.extracts import WRITERS
from maillon.project.bench.imports import lines, megabytes


@pytest.mark.parametrize("text", ["800MB", "800 Mo", " 800mb ", "800"])
def test_a_size_is_read_as_people_write_it(text: str) -> None:
    assert megabytes(text) == 800_000_000


@pytest.mark.parametrize("text", ["", "0", "-1", "8GB", "huit"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        megabytes(text)


@pytest.mark.parametrize("register", sorted(WRITERS))
def test_what_is_generated_is_as_large_as_asked_and_read_without_a_doubt(
    tmp_path: Path, register: str
) -> None:
    path = tmp_path / "x"
    WRITERS[register](path, 60_000)
    assert 60_000 <= path.stat().st_size < 70_000
    readers: dict[str, Callable[[Path], Extract[Row]]] = {
        "rpps": RppsFile,
        "mssante": MssanteFile,
        "finess": finess_file,
    }
    rows = list(readers[register](path).rows())
    assert len(rows) > 30
    assert [row for row in rows if isinstance(row, SkippedLine)] == []
    assert [row for row in rows if getattr(row, "warnings", ())] == []


def test_the_table_has_one_line_per_import() -> None:
    row = {
        "database": "SQLite", "register": "finess", "file_mb": 800, "rows": 550_000,
        "resumed_at": 220_000, "rows_per_s": 3000, "peak_mb": 210,
    }  # fmt: skip
    told = lines({"imports": [row], "missing": ["Pas de PostgreSQL ici."]})
    assert "| SQLite | finess | 800 Mo | 550,000 | 220,000 | 3,000 | 210 Mo |" in told
    assert told[-1] == "Pas de PostgreSQL ici."
