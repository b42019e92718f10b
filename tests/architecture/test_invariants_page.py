"""Every invariant of the desk is a test's name, a fault of the simulator and a line of a page."""

import pytest

from tools import invariants_page

AGAIN = "python -m tools.invariants_page"


@pytest.mark.parametrize("name", invariants_page.IDS)
def test_each_id_is_the_name_of_a_test(name: str) -> None:
    assert invariants_page.tests_by_id()[name]


def cells(text: str) -> dict[str, set[str]]:
    """What each line names, by id."""
    lines = [line.strip("| \n") for line in text.splitlines() if line.startswith("| I")]
    rows = [line.split(" | ") for line in lines]
    return {row[0]: {word for cell in row[1:] for word in cell.split("<br>")} for row in rows}


def test_the_page_names_nothing_that_is_gone() -> None:
    written = cells(invariants_page.PAGE.read_text(encoding="utf-8"))
    now = cells(invariants_page.page())
    assert list(written) == list(invariants_page.IDS)
    assert {
        name: words - now[name] for name, words in written.items() if words - now[name]
    } == {}, AGAIN
