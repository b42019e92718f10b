"""The screen locks in the middle of a call: nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, caller, need

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
A_QUARTER = 15 * 60 * 1000


def typed(page: Page) -> dict[str, list[str]]:
    """Every field of the call that holds something, but what proves the form is ours."""
    found: dict[str, list[str]] = page.evaluate(
        """() => {
          const found = {};
          for (const [name, value] of new FormData(document.getElementById("intake"))) {
            if (value && name !== "csrfmiddlewaretoken") (found[name] ??= []).push(value);
          }
          return found;
        }"""
    )
    return found


def test_the_lock_gives_back_the_half_typed_call(house: House) -> None:
    # Given a call half typed
    desk = house.signed_in()
    desk.clock.install()
    desk.goto("/demandes/nouvelle/")
    ready(desk)
    caller(desk, Call())
    need(desk, Call())
    desk.get_by_label("Nom de naissance").fill("Four")
    before = typed(desk)
    # When nobody touches the machine for a quarter of an hour
    desk.clock.fast_forward(A_QUARTER)
    # Then nothing is seen any more, and the screen says that the call is kept
    expect(desk.get_by_role("heading", name="Écran verrouillé")).to_be_visible()
    expect(desk.get_by_text("La demande commencée est gardée")).to_be_visible()
    assert "Marchand" not in desk.locator("body").inner_text()
    usable(desk, dark=True)
    # When a wrong password is tried, then the right one
    desk.get_by_label("Mot de passe").fill("autre-chose")
    desk.get_by_role("button", name="Rouvrir").click()
    expect(desk.get_by_text("Ce n’est pas le bon mot de passe")).to_be_visible()
    usable(desk)
    desk.get_by_label("Mot de passe").fill(scene.PASSWORD)
    desk.get_by_role("button", name="Rouvrir").click()
    # Then everything typed stands there again
    expect(desk).to_have_url(re.compile("/demandes/nouvelle/"))
    assert typed(ready(desk)) == before


def test_a_locked_screen_opens_no_other_page(house: House) -> None:
    # Given a screen locked by hand
    desk = house.signed_in()
    desk.locator("details.account summary").click()
    desk.get_by_role("link", name="Verrouiller l’écran").click()
    expect(desk.get_by_role("heading", name="Écran verrouillé")).to_be_visible()
    # When somebody types an address, then it is still locked
    desk.goto("/demandes/")
    expect(desk.get_by_role("heading", name="Écran verrouillé")).to_be_visible()


def test_a_session_that_ended_is_not_called_a_locked_screen(house: House) -> None:
    # Given a call half typed, and a machine whose session is lost
    desk = house.signed_in()
    desk.goto("/demandes/nouvelle/")
    ready(desk)
    caller(desk, Call())
    desk.context.clear_cookies(name="sessionid")
    # When she types on
    desk.get_by_label("Nom de naissance").fill("Four")
    # Then the page says so, and keeps what is typed
    expect(desk.locator("[data-save-state]")).to_contain_text("Votre session est finie")
    expect(desk.get_by_label("Nom de naissance")).to_have_value("Four")
