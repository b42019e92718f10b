"""« Pourquoi 1 700 points ? »: somebody who never saw the contract goes down to an act."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import databases
from tests.journeys import january
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


@pytest.fixture
def house(chromium: "Browser", tmp_path: "Path") -> "Iterator[House]":
    """The house of January, its web server alone."""
    database = databases.copy(january.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium, database)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def test_why_seventeen_hundred_points(house: House) -> None:
    # Given a nurse of the team who never opened the contract
    sarah = house.signed_in(january.NURSE)
    sarah.goto("/contrats/")
    main = sarah.get_by_role("main")
    main.get_by_text("Comment lire cette page").click()
    expect(main.get_by_text("s’il en manque un seul, rien n’est payé")).to_be_visible()
    # When she asks why a commitment is worth 1,700 points
    main.get_by_role("link", name="Fonction de coordination, part variable").click()
    expect(main.locator("#why")).to_contain_text("4 000 patients")
    expect(main.locator("#why")).to_contain_text("= 1 700 points")
    # Then she reads from which facts, by which rule, who says so and how sure it is
    expect(main.locator("#f-coordinator")).to_contain_text("Compté dans l’équipe")
    expect(main.locator("#f-patients")).to_contain_text("la structure le déclare")
    rule = main.locator("#rule")
    expect(rule).to_contain_text("Accord conventionnel interprofessionnel de 2017")
    expect(rule).to_contain_text("deux sources concordent")
    expect(main.locator("#sources").get_by_role("listitem").first).to_be_visible()
    usable(sarah, dark=True)
    # And goes down to one act of another commitment, and comes back
    main.get_by_role("link", name="Le contrat").click()
    main.get_by_role("link", name="Protocoles pluriprofessionnels", exact=True).click()
    act = main.locator("#f-protocols").get_by_role("row").nth(1)
    title = act.locator(".hint").inner_text()
    act.get_by_role("link").click()
    expect(main.get_by_role("heading", level=1)).to_contain_text(title)
    sarah.go_back()
    # When she supposes the rule otherwise
    main.get_by_role("link", name="Et si cette règle changeait ?").click()
    main.get_by_label("Sa nouvelle valeur").fill("120")
    main.get_by_role("button", name="Comparer").click()
    # Then the line is on both sides, and the page says that it is not the statement
    expect(main.get_by_text("Une supposition, pas un relevé")).to_be_visible()
    row = main.locator("#moves").get_by_role("row").filter(has_text="A2.2")
    expect(row).to_contain_text("supposé")
    expect(row.get_by_role("cell").last).to_contain_text("+")
    usable(sarah)
