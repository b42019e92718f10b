"""The broken ankle to its end: one printed page before the daughter leaves; then, for the person
who does not hear, her own project in large type.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from maillon.kernel import clock
from tests.journeys.ankle import COORDINATOR
from tests.journeys.house import House, usable
from tests.journeys.steps import Telephone, take
from tests.journeys.test_broken_ankle import CALL, NURSE

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
HIDDEN = ("Surveillance", "Plâtre", "montée des Essais")  # health, and the home
WORDS = "Je reste chez moi. Écrivez-moi, je n’entends pas."


def test_one_page_before_she_leaves_and_a_project_that_says_how_to_speak_to_her(
    house: House,
) -> None:
    # Given the daughter's call: a nurse has accepted, meals are still looked for
    take(house.signed_in(), CALL)
    samira = Telephone.of(house, NURSE)
    samira.answer(samira.asked("OUI"))
    samira.rings("c'est à vous")
    house.change("from tests.journeys.ankle import lay; lay()")
    lise = house.signed_in(COORDINATOR)
    lise.goto("/personnes/")
    lise.get_by_role("link", name="Suzanne Fournier").click()
    sheet = lise.url
    # When the coordinator notes who comes and whom to call at night, and gives the daughter a link
    phone = given(house, lise)
    # Then one page says it all, without a word of health, and stops when the person says so
    expect(phone.get_by_text(NURSE)).to_be_visible()
    expect(phone.get_by_text("Repas : on cherche quelqu’un")).to_be_visible()
    expect(phone.get_by_role("row", name="La nuit Mme Renard")).to_be_visible()
    said = phone.locator("body").inner_text()
    assert [words for words in HIDDEN if words in said] == []
    usable(phone, dark=True)
    printed(lise)
    lise.goto(sheet)
    lise.get_by_role("row", name="Alix Fournier").get_by_text("Gestes").click()
    row = lise.get_by_role("row", name="Alix Fournier")
    row.get_by_role("button", name="Elle arrête cet accès").click()
    answer = phone.reload()
    assert answer is not None
    assert answer.status == 404
    # And her own project, in large type, says how to speak to her
    written(lise, sheet)


def given(house: House, lise: Page) -> Page:
    """The daughter's page on her telephone."""
    lise.get_by_role("link", name="Page des proches").click()
    lise.get_by_label("Qui vient", exact=True).select_option(label="Mme Renard, voisin, voisine")
    for day in ("samedi", "dimanche"):
        lise.get_by_role("checkbox", name=day).check()
    lise.get_by_label("Pour quoi faire").fill("courses")
    lise.get_by_role("button", name="Noter cette venue").click()
    lise.get_by_label("La nuit, appeler").select_option(label="Mme Renard, voisin, voisine")
    lise.get_by_role("button", name="Désigner pour la nuit").click()
    expect(lise.locator("#night").get_by_text("Mme Renard").first).to_be_visible()
    usable(lise, dark=True)
    lise.get_by_role("button", name="Donner un lien : Alix").click()
    link = lise.locator(".one-link").inner_text()
    lise.get_by_role("link", name="Page des proches").click()
    phone = house.window(phone=True)
    phone.goto("/" + link.split("/", 3)[3])
    return phone


def printed(lise: Page) -> None:
    lise.get_by_role("link", name="Sa feuille : Alix").click()
    expect(lise.get_by_role("heading", name="Autour de Suzanne")).to_be_visible()
    usable(lise)
    assert one_sheet(lise)


def one_sheet(page: Page) -> bool:
    """Whether what is printed holds on one A4 page."""
    page.emulate_media(media="print")
    height = page.evaluate("document.querySelector('.paper').getBoundingClientRect().height")
    page.emulate_media(media="screen")
    return bool(height < 1010)  # 297 mm less the margins, in CSS pixels


def written(lise: Page, sheet: str) -> None:
    lise.goto(sheet)
    lise.get_by_role("link", name="Écrire le projet").click()
    lise.get_by_label("Ses mots").fill(WORDS)
    lise.get_by_label("Comment elle les a dits").select_option("sign")
    lise.get_by_label("Pour lui parler").select_option("sign")
    lise.get_by_label("Ce dont elle a besoin").fill("Manger chaud")
    lise.get_by_label("De quoi il s’agit").select_option("daily")
    lise.get_by_label("Ce qu’on vise").fill("Un repas chaud chaque midi")
    lise.get_by_role("textbox", name="Action", exact=True).fill("Apporter le repas")
    lise.get_by_label("Qui", exact=True).select_option(label="Mme Renard, voisin, voisine")
    lise.get_by_label("Pour le").fill((clock.now() + timedelta(days=5)).date().isoformat())
    usable(lise, dark=True)
    lise.get_by_role("button", name="Enregistrer le projet").click()
    expect(lise.locator(".own-words")).to_contain_text(WORDS)
    usable(lise, dark=True)
    lise.get_by_role("link", name="Feuille à lui remettre").click()
    for words in (WORDS, "Je m’exprime en langue des signes", "Mme Renard", "114"):
        expect(lise.get_by_text(words).first).to_be_visible()
    size = "getComputedStyle(document.querySelector('.act')).fontSize"
    assert float(lise.evaluate(size).removesuffix("px")) >= 20
    usable(lise)
