"""The directory: from a word to a house, its commune, a workbook, and the house that calls."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, caller

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
CALL = Call(phone="0199000021", kind="EHPAD", caller="Maud Serre", house="")


def test_from_a_word_to_a_house_its_commune_and_a_workbook(house: House) -> None:
    desk = house.signed_in()
    # When somebody types what she remembers of a house
    desk.goto("/annuaire/")
    desk.get_by_label("Nom, profession, structure").fill("coeurs verts ehp")
    desk.get_by_role("button", name="Chercher").click()
    desk.get_by_role("link", name=scene.HOUSE).click()
    # Then its page tells where it is, from which register
    expect(desk.get_by_role("heading", name=scene.HOUSE)).to_be_visible()
    expect(desk.get_by_text(scene.HOUSE_NUMBER)).to_be_visible()
    usable(ready(desk), dark=True)
    # And its commune tells who practises there and what else stands there
    desk.get_by_role("link", name="Saint-Chamond").first.click()
    expect(desk.get_by_role("heading", name="Qui y exerce")).to_be_visible()
    expect(desk.get_by_role("link", name="EHPAD fictif du Pilat")).to_be_visible()
    usable(ready(desk))
    # And a search leaves as a workbook
    desk.goto("/annuaire/structures/?q=ehpad+fictif")
    with desk.expect_download() as sheet:
        desk.get_by_role("link", name="Exporter (Excel)").click()
    book = load_workbook(BytesIO(sheet.value.path().read_bytes()))
    lines = book["Structures"].iter_rows(min_row=2, values_only=True)
    assert {(line[0], line[3]) for line in lines} >= {(scene.HOUSE, scene.HOUSE_NUMBER)}
    # And nothing of it is cut on a narrow screen
    desk.set_viewport_size({"width": 390, "height": 844})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_house_that_calls_is_picked_or_typed(house: House) -> None:
    desk = house.signed_in()
    desk.goto("/demandes/nouvelle/")
    ready(desk)
    caller(desk, CALL)
    desk.get_by_role("checkbox", name="Renfort infirmier").check()
    name = desk.get_by_role("combobox", name="Établissement")
    # When the agent types a house that the register knows
    name.fill("coeur ver")
    desk.get_by_role("option", name=scene.HOUSE).click()
    # Then its name, number and address are there
    expect(name).to_have_value(scene.HOUSE)
    expect(desk.locator("#id_establishment_number")).to_have_value(scene.HOUSE_NUMBER)
    expect(desk.get_by_label("Adresse")).to_have_value("7 RUE DES ESSAIS")
    # And one that it does not know stays as it was typed, without a number
    name.fill("Foyer fictif sans numéro")
    expect(desk.get_by_text("Pas dans l’annuaire")).to_be_visible()
    name.press("Tab")
    expect(name).to_have_value("Foyer fictif sans numéro")
    expect(desk.locator("#id_establishment_number")).to_have_value("")
    expect(desk.get_by_label("Adresse")).to_have_value("")
    usable(desk)
