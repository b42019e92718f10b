"""Two agents at two machines see the same board."""

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, Telephone, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
AT_ONCE = 2000  # milliseconds


@pytest.mark.smoke
def test_a_change_at_one_desk_shows_on_the_other_within_two_seconds(house: House) -> None:
    # Given two agents before the board, a request to handle
    lea, anouk = house.signed_in(), house.signed_in(scene.COLLEAGUE)
    number = take(lea, Call(), action="Enregistrer seulement")
    anouk.goto("/demandes/")
    card = anouk.locator(f"[data-key='{number}']")
    expect(anouk.locator("#lane-to_handle").locator(card)).to_be_visible()
    ready(anouk)
    anouk.wait_for_timeout(500)  # her line is open
    # When one of them decides
    lea.get_by_role("button", name="Chercher un intervenant").click()
    expect(lea.get_by_role("main").get_by_text("La recherche est lancée.")).to_be_visible()
    # Then the other sees it move, without touching anything
    expect(anouk.locator("#lane-searching").locator(card)).to_be_visible(timeout=AT_ONCE)
    expect(anouk.locator("#live")).to_contain_text(number)
    usable(anouk, dark=True)
    # And what a carer answers shows on both
    claire = Telephone.of(house, scene.USUAL)
    lea.goto("/demandes/")
    claire.answer(claire.asked("OUI"))
    for desk in (lea, anouk):
        moved = desk.locator("#lane-to_call_back").locator(f"[data-key='{number}']")
        expect(moved).to_be_visible(timeout=AT_ONCE)


def test_another_desk_sees_nothing_of_it(house: House) -> None:
    # Given a request at one desk
    lea = house.signed_in()
    number = take(lea, Call(usual=""))
    sheet = lea.url
    # When an agent of another desk looks for it
    stranger = house.signed_in(scene.STRANGER)
    stranger.goto("/demandes/")
    expect(stranger.get_by_text(number)).to_have_count(0)
    usable(stranger)
    # Then it does not exist for her
    answer = stranger.goto(sheet)
    assert answer is not None
    assert answer.status == 404
    assert "Fournier" not in stranger.content()
    usable(stranger, dark=True)
