"""The rooms of a team are for everybody, on a telephone and by night too."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.journeys import january
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
# A room of the team, then a page of it, by the beginning of its address.
ROOMS = (
    ("protocoles/", "/protocoles/"), ("registres/", ""), ("suivis/", ""),
    ("gouvernance/", "/gouvernance/vote/"), ("budget/", ""), ("factures/", ""),
    ("trimestres/", ""), ("partages/", "/structures/partage/"),
    ("maturite/", "/structures/maturite/"), ("mediations/", ""),
)  # fmt: skip


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """A web server alone: nothing here waits for a timer."""
    database = databases.copy(january.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium, database)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def within(page: Page, start: str) -> str:
    """The first address of the page that begins so."""
    found = page.locator(f"main a[href^='{start}']").first.get_attribute("href")
    assert found, start
    return found


def compared(page: Page) -> None:
    """Two texts side by side, where there is something to compare."""
    page.goto(within(page, "/protocoles/"))
    page.get_by_role("link", name="Comparer").click()
    page.get_by_label("Comparer avec").select_option(index=1)
    page.get_by_role("button", name="Mettre côte à côte").click()
    expect(page.get_by_text("Celui-ci").first).to_be_visible()


def judged(page: Page) -> None:
    """What is on it can be used, and nothing is cut off on the side."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    usable(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_every_room_is_usable_on_a_telephone_by_night(house: House) -> None:
    page = house.signed_in(january.COORDINATOR, phone=True, color_scheme="dark")
    page.goto("/structures/")
    home = page.url
    for room, inside in ROOMS:
        page.goto(f"{home}{room}")
        judged(page)
        if inside:
            page.goto(within(page, inside))
            judged(page)
    page.goto(f"{home}protocoles/")
    compared(page)
    judged(page)
