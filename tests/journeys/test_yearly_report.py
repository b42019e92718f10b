"""The yearly report is questioned: every figure opens, and none tells anybody apart."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.journeys import year
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, ready, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
TOTAL = 12 * (16 + 13 + 12) + 3


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """A web server alone: a report waits for nothing."""
    database = databases.copy(year.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def yearly(page: Page) -> None:
    """She asks for last year's report."""
    page.get_by_role("link", name="Chiffres").first.click()
    page.get_by_label("Période", exact=True).select_option(label="l’année")
    page.get_by_label("qui contient le").fill(f"{year.LAST_YEAR}-06-01")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"année {year.LAST_YEAR}")


def figures(page: Page) -> list[tuple[str, str]]:
    """Every figure that opens: what it says, where it leads."""
    found: list[tuple[str, str]] = page.locator("main td a, main .stat:has(a)").evaluate_all(
        """all => all.map((one) => {
          const figure = one.matches("a") ? one.firstChild : one.querySelector(".stat-value");
          return [figure.textContent.trim(), (one.closest("a") || one.querySelector("a")).href];
        })"""
    )
    return found


def test_every_figure_of_the_year_opens_its_requests(house: House) -> None:
    # Given the report of a year that is over, read by whoever leads the desk
    page = house.signed_in(year.LEAD)
    yearly(page)
    expect(page.locator(".stat-value").first).to_have_text(str(TOTAL))
    usable(page, dark=True)
    # When a funder asks where the figures come from, each one opens on as many requests
    found = figures(page)
    assert len(found) > 20
    for said, address in found:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{said} ")
        expect(page.locator("tbody tr")).to_have_count(min(50, int(said)))
    usable(page, dark=True)
    # Then a request long over keeps its number, not its story
    expect(page.locator("tbody")).to_contain_text("fiche refermée")
    assert page.locator("tbody a").count() == 0
    # And one of today opens on its sheet
    page.goto("/chiffres/")
    page.locator("main .stat a").first.click()
    page.locator("tbody a").first.click()
    expect(ready(page).locator(".request")).to_be_visible()


def test_who_manages_reads_the_same_figures_and_opens_none(house: House) -> None:
    page = house.signed_in(year.MANAGER)
    yearly(page)
    expect(page.locator(".stat-value").first).to_have_text(str(TOTAL))
    assert figures(page) == []
    # The neighbour of the village stands in no line, nor in what the lines leave
    words = page.locator("main").inner_text()
    assert "\n3\n" not in words
    expect(page.locator("#kind")).to_contain_text("Masquées")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Tableur").click()
    assert asked.value.suggested_filename.endswith(".xlsx")
    usable(page)
