"""The nurse asks the home help, who has no account; each reads what the person lets her."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import talking
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
ASKED, SAID = "A-t-elle mangé ce matin Zqmatin ?", "Oui, une soupe Zqmatin"


def conversations(page: Page) -> Page:
    """From her home to what is said around the person."""
    page.goto("/personnes/")
    page.get_by_role("link", name=talking.PERSON).first.click()
    page.get_by_role("link", name="Conversation").first.click()
    expect(page.get_by_role("heading", level=1, name="Conversation")).to_be_visible()
    return page


def asked(nurse: Page) -> str:
    """She writes under a theme, asks the home help, and takes her link."""
    usable(conversations(nurse))
    nurse.get_by_role("link", name="Écrire le premier message").click()
    nurse.get_by_role("link", name="Santé et soins").click()
    expect(nurse.get_by_text(talking.HELP)).to_have_count(0)
    nurse.get_by_role("link", name="Vie quotidienne").click()
    nurse.get_by_role("textbox", name="De quoi s’agit-il").fill("Les repas")
    nurse.get_by_role("textbox", name="Votre message").fill(ASKED)
    nurse.get_by_role("checkbox", name=talking.HELP).check()
    usable(nurse, dark=True)
    nurse.get_by_role("button", name="Envoyer").click()
    expect(nurse.get_by_text("a reçu un lien pour répondre")).to_be_visible()
    usable(nurse, dark=True)
    nurse.get_by_role("button", name="Lui remettre un lien").click()
    return nurse.locator(".one-link").inner_text().split("/", 3)[3]


def test_a_home_help_answers_by_her_link_and_the_coordinator_sees_it_live(house: House) -> None:
    # Given a nurse, a coordinator, a pharmacist without daily life, a home help without account
    house.change("from tests.journeys.talking import lay; lay()")
    link = asked(house.signed_in(talking.NURSE))
    jeanne = conversations(house.signed_in(talking.COORDINATOR))
    jeanne.get_by_role("link", name="Les repas").click()
    expect(jeanne.get_by_text(ASKED)).to_be_visible()
    # When the home help opens her link, which says nothing by itself, and answers
    phone = house.window(phone=True, java_script_enabled=False)
    phone.goto(f"/{link}")
    expect(phone.get_by_text(ASKED)).to_be_visible()
    expect(phone.get_by_text("Parloir")).to_have_count(0)
    phone.get_by_role("textbox", name="Votre message").fill(SAID)
    phone.get_by_role("button", name="Envoyer ma réponse").click()
    expect(phone.get_by_text("C’est reçu, merci.")).to_be_visible()
    # Then the coordinator reads it without touching anything, and may say so
    expect(jeanne.get_by_text(SAID)).to_be_visible()
    expect(jeanne.get_by_text("a répondu")).to_be_visible()
    jeanne.get_by_role("button", name="J’ai lu").click()
    expect(jeanne.get_by_role("button", name="J’ai lu")).to_have_count(0)
    # And whoever does not read this theme sees nothing of it
    paul = conversations(house.signed_in(talking.PHARMACIST))
    assert "Zqmatin" not in paul.content()
    paul.goto(jeanne.url)
    assert "Zqmatin" not in paul.content()
    # And the page of the home help is usable by everybody
    again = house.window(phone=True)
    again.goto(f"/{link}")
    usable(again, dark=True)
