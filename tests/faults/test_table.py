"""docs/dev/faults.md says which test shows each fault: the table and the tests agree."""

import re

from tests.architecture.source import ROOT

TABLE = (ROOT / "docs" / "dev" / "faults.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(tests/[\w/]+\.py)` \|$", TABLE, re.MULTILINE))


def test_every_test_of_the_table_is_there_and_is_run_by_make_faults() -> None:
    assert len(NAMED) > 15
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMED}
    assert [name for name, text in texts.items() if "pytest.mark.faults" not in text] == []


def test_every_fault_that_is_injected_stands_in_the_table() -> None:
    ours = {f"tests/faults/{path.name}" for path in (ROOT / "tests" / "faults").glob("test_*.py")}
    assert ours - NAMED == {"tests/faults/test_table.py"}
