"""Every invariant of the desk is a test's name, a fault of the simulator and a line of a page."""

import pytest

from tools import invariants_page


@pytest.mark.parametrize("name", invariants_page.IDS)
def test_each_id_is_the_name_of_a_test(name: str) -> None:
    assert invariants_page.tests_by_id()[name]


def test_the_page_says_what_the_sources_say() -> None:
    assert invariants_page.PAGE.read_text(encoding="utf-8") == invariants_page.page(), (
        "python -m tools.invariants_page"
    )
