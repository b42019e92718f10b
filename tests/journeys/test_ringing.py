"""The telephone rings: the caller is on the page before the hand is on the receiver."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


def call(standard: Page, number: str) -> None:
    """The switchboard says that this number rings at the desk."""
    standard.goto("/telephones/standard/")
    standard.get_by_label("Poste appelé").select_option(label="Poste de Saint-Chamond")
    standard.get_by_label("Numéro de l’appelant").fill(number)
    standard.get_by_role("button", name="Faire sonner").click()
    expect(standard.get_by_role("button", name="Raccrocher")).to_be_visible()


def test_one_key_opens_the_request_of_whoever_calls(house: House) -> None:
    # Given two agents, each on a page of her own
    agent, colleague = house.signed_in(), house.signed_in(scene.COLLEAGUE)
    agent.goto("/demandes/")
    colleague.goto("/chiffres/")
    ready(agent)
    ready(colleague)
    # When the ward calls, both see who
    standard = house.window()
    call(standard, scene.WARD_PHONE)
    for page in (agent, colleague):
        expect(page.locator(".ringing")).to_contain_text(scene.WARD)
    usable(agent, dark=True)
    # And a second call is said too, the key being told of the first alone
    second = house.window()
    call(second, "0199000099")
    expect(agent.locator(".ringing")).to_have_count(2)
    expect(agent.locator("#live")).to_contain_text("01 99 00 00 99")
    expect(agent.locator("[data-announce*='Touche T']")).to_have_count(1)
    second.get_by_role("button", name="Raccrocher").click()
    expect(agent.locator(".ringing")).to_have_count(1)
    # Then one key opens the request, the number and the caller already there
    agent.keyboard.press("t")
    expect(ready(agent).get_by_label("Numéro qui appelle")).to_have_value("01 99 00 00 14")
    expect(agent.locator("#cards")).to_contain_text("Inès Marchand")
    # And it rings no more at her colleague's
    expect(colleague.locator(".ringing")).to_have_count(0)
    standard.get_by_role("button", name="Raccrocher").click()
    expect(standard.get_by_role("button", name="Faire sonner")).to_be_visible()
    usable(standard)
