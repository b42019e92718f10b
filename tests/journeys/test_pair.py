"""« On vient à deux » : a cabinet on the telephone; what is refused is not typed again."""

import pytest
from playwright.sync_api import expect

from tests.journeys import pair
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


def test_a_cabinet_comes_two_by_two_and_a_refusal_loses_nothing(house: House) -> None:
    # Given two nights of two nurses, and a cabinet on the line
    house.change("from tests.journeys.pair import lay; lay()")
    page = house.signed_in()
    page.goto("/demandes/")
    main = page.get_by_role("main")
    main.get_by_role("link", name="Renfort infirmier").first.click()
    page.locator("summary").filter(has_text=pair.CABINET).first.click()
    answer = page.get_by_role("form", name=f"Réponse de {pair.CABINET} au téléphone")
    nights = answer.get_by_role("checkbox")
    nights.nth(0).check()
    nights.nth(1).check()
    # When the agent notes three of them for two places
    answer.get_by_label("Combien viennent").fill("3")
    answer.get_by_label("Qui (prénoms").fill("Julie, Paul")
    answer.get_by_role("button", name="Oui").click()
    # Then it says why not, and everything is still there
    expect(page.get_by_role("alert").first).to_contain_text("pas assez de places libres")
    expect(answer.get_by_label("Qui (prénoms")).to_have_value("Julie, Paul")
    expect(nights.nth(1)).to_be_checked()
    usable(page, dark=True)
    # And one figure is enough
    answer.get_by_label("Combien viennent").fill("2")
    answer.get_by_role("button", name="Oui").dblclick()
    expect(page.get_by_text("2 personnes de ce cabinet viennent").first).to_be_visible()
    expect(page.get_by_text("4 places sur 4").first).to_be_visible()
