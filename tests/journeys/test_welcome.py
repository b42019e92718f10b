"""The daughter and the neighbour without account; from a desk's request to the circle and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House, usable
from tests.journeys.scene import COORDINATOR, DOOR
from tests.journeys.steps import Call, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


def asked(window: Page, who: str, name: str, phone: str) -> str:
    """Help asked on the public page; where its follow-up stands."""
    window.goto(f"/aide/{DOOR}/")
    usable(window)
    window.get_by_role("radio", name=who).check()
    window.get_by_label("Ce qu’il faudrait").select_option(label="repas, courses")
    window.get_by_role("textbox", name="Votre nom").fill(name)
    window.get_by_role("textbox", name="Votre téléphone").fill(phone)
    window.get_by_label("Commune").fill("42400")
    window.get_by_role("textbox", name="Nom de la personne").fill("Mme Rose Essai")
    window.get_by_role("radio", name="Oui, elle est d’accord").check()
    window.get_by_role("button", name="Envoyer la demande").click()
    expect(window.get_by_role("heading", name="Votre demande est partie")).to_be_visible()
    usable(window, dark=True)
    return window.url


def test_the_daughter_and_the_neighbour_without_account_then_from_a_request_to_the_circle(
    house: House,
) -> None:
    # Given a daughter and a neighbour, on their telephones, without account
    daughter, neighbour = house.window(phone=True), house.window(phone=True)
    asked(daughter, "Pour quelqu’un de ma famille", "Élodie Essai", "0199000071")
    asked(neighbour, "Pour un voisin, une voisine, un ami", "Aline Essai", "0199000072")
    # When the coordinator opens her day
    ines = house.signed_in(COORDINATOR)
    expect(ines.get_by_role("heading", name="Accueil et orientation")).to_be_visible()
    usable(ines)
    hers = ines.locator(".inbox-line", has_text="sa famille")
    hers.get_by_role("link").click()
    ines.get_by_role("button", name="Prendre la demande").click()
    usable(ines, dark=True)
    # Then it ends by something named, found with the person, never otherwise
    ines.get_by_role("radio", name="des ressources trouvées").check()
    ines.get_by_label("Décidé").select_option(label="avec elle, chez elle")
    ines.get_by_role("button", name="Clore la demande").click()
    expect(ines.get_by_text("« Orientée vers » ne suffit pas")).to_be_visible()
    ines.get_by_label("Les voisins du Creux").check()
    ines.get_by_role("button", name="Clore la demande").click()
    expect(ines.get_by_text("La demande est close")).to_be_visible()
    # And whoever asked reads that it ended, nothing else; the other says the person refuses
    daughter.reload()
    expect(daughter.get_by_role("heading", name="Votre demande est terminée")).to_be_visible()
    expect(daughter.get_by_text("Voisins")).to_have_count(0)
    neighbour.get_by_role("button", name="tout arrêter").click()
    expect(neighbour.get_by_role("heading", name="Tout est arrêté")).to_be_visible()
    from_the_desk(house)


def from_the_desk(house: House) -> None:
    """The agent opens the circle from her request, and comes back with a request that knows."""
    lea = house.signed_in()
    take(lea, Call())
    lea.get_by_text("Ouvrir son réseau").click()
    lea.get_by_role("button", name="Ouvrir le réseau").click()
    expect(lea.get_by_role("button", name="Nouvelle demande pour elle")).to_be_visible()
    lea.get_by_role("button", name="Nouvelle demande pour elle").click()
    expect(lea.get_by_role("textbox", name="Nom de naissance")).not_to_be_empty()
