"""Somebody's life is at stake: one key, before any field."""

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


def test_an_urgent_call_goes_to_the_15_with_one_key(house: House) -> None:
    # Given an agent who has just picked up, nothing typed
    desk = house.signed_in()
    desk.goto("/demandes/")
    ready(desk).keyboard.press("n")
    expect(desk.get_by_label("Numéro qui appelle")).to_be_focused()
    usable(ready(desk), dark=True)
    # When one key is struck
    desk.keyboard.press("Alt+u")
    # Then the transfer is kept and the number stands there, nothing else is asked
    expect(desk.get_by_role("link", name="Composer le 15")).to_be_visible()
    expect(desk.get_by_role("main").get_by_role("textbox")).to_have_count(0)
    usable(desk, dark=True)
    desk.keyboard.press("1")
    expect(
        desk.get_by_role("main").get_by_text(
            "Le 15 a pris l’appel : l’heure et votre nom sont gardés."
        )
    ).to_be_visible()
    usable(desk)
    # And a request may follow, the same call going on
    desk.get_by_role("link", name="Commencer une demande").click()
    expect(desk.get_by_label("Numéro qui appelle")).to_be_focused()


def test_a_transfer_without_answer_stays_on_the_first_screen(house: House) -> None:
    # Given a transfer begun and left
    desk = house.signed_in()
    desk.goto("/demandes/nouvelle/")
    desk.get_by_label("Numéro qui appelle").fill(scene.WARD_PHONE)
    ready(desk).keyboard.press("Alt+u")
    expect(desk.get_by_text("01 99 00 00 14")).to_be_visible()
    # When she goes elsewhere
    desk.goto("/")
    # Then its end is still asked for
    expect(desk.get_by_role("heading", name="Suite à noter")).to_be_visible()
    usable(desk, dark=True)
