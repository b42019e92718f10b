"""A case meeting, from the dates to the minutes, in one sitting; a guest without an account."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from maillon.kernel import clock
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SUBJECT = "Sorties du vendredi soir"


def local(days: int) -> str:
    return f"{(clock.now() + timedelta(days=days)).date().isoformat()}T09:00"


def called(lea: Page) -> str:
    """A meeting with two dates, a colleague and a guest without address; where it stands."""
    lea.goto("/reunions/nouvelle/")
    usable(lea)
    lea.get_by_label("Sujet").fill(SUBJECT)
    lea.get_by_label("Date et heure").fill(local(-1))
    lea.get_by_text("Proposer d’autres dates").click()
    lea.get_by_label("Autre date possible, 2").fill(local(3))
    lea.get_by_label("Anouk Dumas").check()
    lea.get_by_label("Autres personnes").fill("Camille Essai")
    lea.get_by_role("textbox", name="Ordre du jour").fill(
        "Les retours de la semaine\nLes week-ends"
    )
    lea.get_by_role("button", name="Préparer la réunion").click()
    expect(lea.get_by_role("heading", name=SUBJECT)).to_be_visible()
    return lea.url


def test_from_the_date_to_the_minutes_in_one_sitting(house: House) -> None:
    # Given an agent who calls a meeting, one of its dates already past
    lea = house.signed_in()
    at = called(lea)
    usable(lea, dark=True)
    lea.get_by_role("button", name="Lien à donner à Camille Essai").click()
    link = lea.locator(".one-link").inner_text()
    # When the guest answers on her phone, without an account
    phone = house.window(phone=True)
    phone.goto("/" + link.split("/", 3)[3])
    expect(phone.get_by_text("la date n’est pas encore choisie")).to_be_visible()
    usable(phone, dark=True)
    phone.get_by_label("oui").first.check()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    expect(phone.get_by_text("C’est noté")).to_be_visible()
    # Then the agent sees which date suits, and sets it
    lea.goto(at)
    expect(lea.get_by_text("la meilleure")).to_have_count(1)
    lea.get_by_role("button", name="Choisir").first.click()
    lea.get_by_role("link", name="Tenir la réunion").click()
    # When the meeting is held on one page
    group = lea.get_by_role("group", name="Camille Essai")
    group.get_by_role("button", name="présent", exact=True).click()
    expect(group.get_by_role("button", name="présent", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    lea.get_by_label("Ce qui se dit : Les retours de la semaine").fill("Trois retours.")
    lea.get_by_role("button", name="Enregistrer").first.click()
    expect(lea.get_by_text("Enregistré.")).to_be_visible()
    lea.get_by_text("Noter une décision").first.click()
    lea.get_by_role("textbox", name="Décision").first.fill("Appeler le service le jeudi")
    lea.get_by_label("Qui s’en charge").first.select_option(label="Léa Roche")
    usable(lea)
    lea.get_by_role("button", name="Noter la décision").first.click()
    expect(lea.get_by_text("Décision notée.")).to_be_visible()
    lea.get_by_role("button", name="Clore le compte rendu").click()
    # Then the minutes stand, and the decision is hers to do
    expect(lea.get_by_text("Empreinte au journal")).to_be_visible()
    usable(lea, dark=True)
    lea.goto("/reunions/")
    usable(lea)
    owed = lea.get_by_role("row", name="Appeler le service le jeudi")
    owed.get_by_role("button", name="Fait").click()
    expect(lea.get_by_text("La suite est notée.")).to_be_visible()
