"""The end of a shift with two open requests; two agents on one request; ten seconds to undo."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, read, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SECOND = Call(born="12/2/1938", name="Garnier", given="Paul")
WORD = "La fille rappelle à 18 h"


def given(page: Page, number: str, who: str, word: str) -> None:
    line = page.locator(".relief-line", has_text=number)
    line.get_by_label("À qui").select_option(label=who)
    line.get_by_label("Un mot").fill(word)


def label(page: Page, number: str, words: str) -> str:
    """The whole line of the list that begins so."""
    options = page.locator(".relief-line", has_text=number).locator("option")
    return next(text for text in options.all_inner_texts() if text.startswith(words))


def test_a_shift_ends_only_when_both_requests_have_found_somebody(house: House) -> None:
    # Given an agent with two open requests to her name
    lea, anouk = house.signed_in(), house.signed_in(scene.COLLEAGUE)
    first = take(lea, Call(), action="Enregistrer seulement")
    second = take(lea, SECOND, action="Enregistrer seulement")
    lea.goto("/demandes/")
    lea.get_by_role("link", name="Relève").first.click()
    expect(lea.locator(".relief-line")).to_have_count(2)
    usable(lea, dark=True)
    # When she gives one of them and wants to go
    given(lea, first, label(lea, first, "Anouk Dumas"), WORD)
    lea.get_by_role("button", name="Finir ma garde").click()
    # Then the shift is not over, and what she typed is still there
    expect(lea.get_by_text("sans personne pour les reprendre : 1")).to_be_visible()
    expect(lea.locator(".relief-line", has_text=first).get_by_label("Un mot")).to_have_value(WORD)
    usable(lea)
    # When the other one goes to the next shift, with a word
    given(lea, second, label(lea, second, "La prochaine garde"), "à trier demain")
    lea.get_by_role("button", name="Finir ma garde").click()
    # Then it is over, and the list prints
    expect(lea.get_by_text("Votre garde est finie : 2 demandes confiées")).to_be_visible()
    expect(lea.get_by_text("Rien n’est à votre nom")).to_be_visible()
    usable(lea)
    lea.get_by_role("link", name="Imprimer la relève").click()
    expect(lea.get_by_role("cell", name=WORD)).to_be_visible()
    usable(lea)
    # And the colleague finds hers, the word on it, the other one free
    anouk.goto("/demandes/?qui=mine")
    anouk.get_by_role("link", name="Pansement").click()
    expect(anouk.locator(".relayed")).to_contain_text("Confiée par Léa Roche à Anouk Dumas")
    expect(anouk.locator(".relayed blockquote")).to_have_text(WORD)
    usable(anouk, dark=True)
    anouk.goto("/demandes/?qui=free")
    expect(anouk.locator(f"[data-key='{second}']")).to_contain_text("à prendre")


def test_two_agents_on_one_request_see_each_other_and_neither_is_overwritten(
    house: House,
) -> None:
    # Given the same request before both of them, one of them typing
    lea, anouk = house.signed_in(), house.signed_in(scene.COLLEAGUE)
    take(lea, Call(), action="Enregistrer seulement")
    sheet = lea.url.split("?")[0]
    lea.goto(sheet)
    anouk.goto(sheet)
    ready(anouk)
    expect(
        lea.get_by_role("main").get_by_text("Anouk Dumas a aussi cette demande à l’écran")
    ).to_be_visible()
    usable(lea, dark=True)
    anouk.get_by_text("Transmettre à un autre service").click()
    anouk.get_by_label("Ce qui a été dit").fill("aidante épuisée, voir lundi")
    # When the other one decides first
    lea.get_by_role("button", name="Chercher un intervenant").click()
    expect(lea.get_by_role("main").get_by_text("La recherche est lancée.")).to_be_visible()
    anouk.get_by_role("button", name="Noter la transmission").click()
    # Then she reads what changed, and what she typed is still there
    expect(
        anouk.get_by_role("main").get_by_text("a changé pendant que vous l’aviez à l’écran")
    ).to_be_visible()
    expect(anouk.locator(".changes")).to_contain_text("Léa Roche")
    expect(anouk.get_by_label("Ce qui a été dit")).to_have_value("aidante épuisée, voir lundi")
    usable(anouk)


def test_what_was_just_done_is_undone_by_one_key(house: House) -> None:
    # Given a request that is a colleague's
    lea, anouk = house.signed_in(), house.signed_in(scene.COLLEAGUE)
    take(lea, Call(), action="Enregistrer seulement")
    anouk.goto(lea.url.split("?")[0])
    # When she takes it, and sees at once that it was a mistake
    anouk.get_by_role("button", name="Prendre", exact=True).click()
    # (ten seconds are few on a slow machine: nothing is looked at meanwhile)
    anouk.locator("#toasts").get_by_role("button", name="Annuler").click()
    # Then it is again her colleague's, and the story says both
    expect(anouk.get_by_role("main").get_by_text("C’est annulé.")).to_be_visible()
    expect(anouk.get_by_role("button", name="Prendre", exact=True)).to_be_visible()
    expect(anouk.locator("section.request-story s")).to_have_text("Demande prise en main.")
    assert any("prise en main" in line for line in read(anouk))
    usable(anouk)
