"""A GP opens an ESCAP on a phone in two minutes; with two pharmacists, it is an ESP."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import pick

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


def told(phone: Page, name: str, others: tuple[str, str], kind: str) -> None:
    """One page, one button."""
    phone.goto("/equipes/ouvrir/")
    phone.get_by_label("Date de naissance").fill("4/5/1941")
    phone.get_by_label("Nom de naissance").fill(name)
    phone.get_by_label("Premier prénom").fill("Suzanne")
    for label, who in zip(("Deuxième", "Troisième"), others, strict=True):
        pick(phone, f"{label} professionnel", who)
    phone.get_by_label("Sorte d’équipe").select_option(kind)
    phone.get_by_label("La personne est informée").check()
    usable(phone)
    phone.get_by_role("button", name="Ouvrir la coordination").click()
    expect(phone.get_by_text("La coordination est ouverte.")).to_be_visible()


def test_an_escap_on_a_phone_then_an_esp_with_two_pharmacists(house: House) -> None:
    # Given a GP on his phone, and a grid that his house entered
    phone = house.signed_in(scene.DOCTOR, phone=True)
    phone.get_by_role("link", name="Mes équipes").first.click()
    # When he opens a coordination with a nurse and a pharmacist
    told(phone, "Fournier", (scene.USUAL, scene.PHARMACISTS[0]), "escap")
    usable(phone, dark=True)
    # Then the grid is the last step: half answered, kept, taken up again
    phone.get_by_role("link", name="ESCAP, questions d’essai").click()
    phone.get_by_role("checkbox", name="soins palliatifs").check()
    for n in range(1, 15):
        question = phone.get_by_role("group", name=f"Question d’essai {n}", exact=True)
        question.get_by_role("radio", name="oui").check()
    usable(phone)
    phone.get_by_role("button", name="Garder pour plus tard").click()
    expect(phone.get_by_text("C’est gardé")).to_be_visible()
    phone.get_by_role("link", name="ESCAP, questions d’essai").click()
    phone.get_by_role("button", name="Calculer le score").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("sur 26")
    expect(phone.get_by_text("seuil atteint")).to_be_visible()
    usable(phone, dark=True)
    phone.get_by_role("link", name="Ses grilles").first.click()
    expect(phone.get_by_text("Le forfait peut être demandé.")).to_be_visible()
    # When the same GP works with two pharmacists for somebody else
    told(phone, "Essai", scene.PHARMACISTS, "esp")
    phone.get_by_role("link", name="Équipe Gonin, Hamon, Garin").click()
    expect(phone.get_by_text("Le projet de santé est validé par l’ARS : dites-le.")).to_be_visible()
    phone.get_by_label("Le projet de santé est validé par l’ARS").select_option("yes")
    phone.get_by_role("button", name="Enregistrer ce changement").click()
    # Then the team is complete, and may grow without typing anything again
    expect(phone.get_by_text("complète", exact=True)).to_be_visible()
    usable(phone, dark=True)
