"""Lyon hands over to Annecy at 19:30, by hand and at closing; in the morning it comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, read, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CALL = Call(commune="Lyon", usual="", gp="")
WORD = "Rappeler le service avant 21 h"


def hours(lead: Page, text: str) -> None:
    """The lead writes the same hours on each day."""
    lead.goto("/demandes/reglages/")
    ready(lead)
    for day in DAYS:
        lead.get_by_label(day).fill(text)
    lead.get_by_role("button", name="Enregistrer les réglages").click()
    expect(lead.get_by_text("Réglages enregistrés")).to_be_visible()


def close(lead: Page) -> None:
    """Whatever the hour of this run, the desk is closed: it opens in three days."""
    lead.goto("/demandes/reglages/")
    ready(lead)
    today = lead.evaluate("(new Date().getDay() + 6) % 7")
    for number, day in enumerate(DAYS):
        other = number == (today + 3) % 7
        lead.get_by_label(day).fill("9:00-19:30" if other else "")
    usable(lead, dark=True)
    lead.get_by_role("button", name="Enregistrer les réglages").click()
    expect(lead.get_by_text("Réglages enregistrés")).to_be_visible()


def panel_open(lead: Page, number: str, *, deaf: bool = False) -> Page:
    """Another window of hers, the request open beside the board; ``deaf``: its line is cut."""
    page = lead.context.new_page()
    if deaf:
        page.route(re.compile(r"/fil/"), lambda route: route.abort())
    page.goto("/demandes/")
    ready(page)
    page.locator(f"[data-key='{number}']").get_by_role("link", name="Pansement").click()
    expect(page.locator("#panel").get_by_text("Fournier").first).to_be_visible()
    return page


def confide(agent: Page, sheet: str, number: str) -> None:
    """She gives it to Annecy, with a word."""
    agent.goto(sheet)
    agent.get_by_text("Confier à une collègue").click()
    takers = agent.get_by_label("À qui", exact=True).nth(0)
    there = takers.locator("option", has_text="Poste d’Annecy").get_attribute("value")
    takers.select_option(value=there)
    agent.get_by_label("Un mot pour la suite").fill(WORD)
    usable(agent)
    agent.get_by_role("button", name="Confier", exact=True).click()
    expect(
        agent.get_by_role("main").get_by_text(f"La demande {number} est à l’autre poste")
    ).to_be_visible()


def nothing_left(page: Page) -> None:
    """Neither the person nor her need: why, and the way back to the board."""
    expect(page.locator(".empty-title")).to_contain_text("n’est plus à votre poste")
    expect(page.get_by_text("Fournier")).to_have_count(0)
    expect(page.locator("h1, h2", has_text="Pansement")).to_have_count(0)
    expect(page.get_by_role("link", name="Revenir aux demandes")).to_be_visible()


def test_lyon_hands_over_to_annecy_at_19_30(house: House) -> None:
    # Given two requests in Lyon, an agent in Annecy, and the lead of Lyon
    lyon, annecy = house.signed_in(scene.LYON), house.signed_in(scene.ANNECY)
    by_hand = take(lyon, CALL, action="Enregistrer seulement")
    sheet = lyon.url.split("?")[0]
    left = take(
        lyon,
        Call(commune="Lyon", usual="", gp="", born="12/2/1938", name="Garnier", given="Paul"),
        action="Enregistrer seulement",
    )
    # When Lyon gives the first one to Annecy with a word, while a colleague reads it
    lead = house.signed_in(scene.LYON_LEAD)
    lead.goto(sheet)
    expect(lead.get_by_text("Fournier").first).to_be_visible()
    beside, deaf = panel_open(lead, by_hand), panel_open(lead, by_hand, deaf=True)
    confide(lyon, sheet, by_hand)
    # Then nothing of the person stays before the colleague
    nothing_left(lead)
    usable(lead)
    nothing_left(beside)
    usable(beside)
    beside.locator("#panel").get_by_role("link", name="Revenir aux demandes").click()
    expect(beside.locator("#panel")).to_be_empty()
    # Nor before her whose line was cut, at her first click
    deaf.locator("#panel").get_by_role("button", name="Prendre").click()
    nothing_left(deaf)
    # And Annecy has it under the number the caller heard, and Lyon no longer sees it
    annecy.goto("/demandes/")
    card = annecy.locator(f"[data-key='{by_hand} Lyon']")
    expect(card).to_be_visible()
    card.get_by_role("link", name="Pansement").click()
    expect(annecy.locator(".relayed blockquote")).to_have_text(WORD)
    expect(annecy.get_by_text("Fournier").first).to_be_visible()
    usable(annecy, dark=True)
    gone = lyon.goto(sheet)
    assert gone is not None
    assert gone.status == 404
    lyon.goto("/demandes/releve/")
    expect(lyon.locator("#given")).to_contain_text(by_hand)
    usable(lyon)
    # When closing time comes in Lyon, and nobody has the other request before her
    lyon.goto("/demandes/releve/")
    close(lead)
    # Then Annecy has it too, with its whole story
    annecy.goto("/demandes/")
    moved = annecy.locator(f"[data-key='{left} Lyon']")
    expect(moved).to_be_visible()
    moved.get_by_role("link", name="Pansement").click()
    expect(annecy.locator(".relayed")).to_contain_text("Reprise à la fermeture : Poste de Lyon")
    assert any("reprise par le poste d’Annecy" in line for line in map(plain, read(annecy)))
    annecy.goto("/demandes/")
    # And when Lyon opens again, what Annecy kept for the night comes back; what was given stays
    hours(lead, "0:00-24:00")
    lyon.goto("/demandes/")
    expect(lyon.locator(f"[data-key='{left}']")).to_be_visible()
    expect(annecy.locator(f"[data-key='{left} Lyon']")).to_have_count(0)
    expect(annecy.locator(f"[data-key='{by_hand} Lyon']")).to_be_visible()
    usable(lyon)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")
