"""A nurse enrols by SMS in two minutes, and is asked for care the same day."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Telephone

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
MOST_BYTES = 50_000


def her_telephone(house: House) -> tuple[Telephone, str]:
    """The telephone of a nurse no desk asks yet, and the number on her card."""
    phone = Telephone.of(house, scene.NEWCOMER)
    shown = phone.page.locator(".phone-role").inner_text()
    number = re.search(r"RPPS (\d{11})", shown)
    assert number, shown
    return phone, number[1]


def weigh(page: "Page", path: str) -> int:
    """Open a page; how many bytes came for it."""
    came: list[int] = []
    page.on("response", lambda one: came.append(len(one.body()) if one.ok else 0))
    page.goto(path)
    return sum(came)


def test_a_nurse_enrols_by_sms_in_two_minutes(house: House) -> None:
    # Given a nurse who reads the poster
    phone, number = her_telephone(house)
    # When she writes the word and her postal code, then the number on her card
    phone.answer("Inscription 42400")
    phone.rings("numéro RPPS")
    phone.answer(f"{number[:3]} {number[3:7]} {number[7:]}")
    # Then she is told that the desk will call, with the link of her own page
    phone.rings("Le poste vous appelle")
    path = phone.link()
    # And on an old telephone without scripts she says what she takes
    hers = house.window(phone=True, java_script_enabled=False)
    assert weigh(hers, path) < MOST_BYTES
    hers.get_by_label("Insuline").uncheck(force=True)
    hers.get_by_label("Jusqu’où").select_option(label="5 km autour")
    hers.get_by_role("button", name="Enregistrer").click()
    expect(hers.get_by_text("C’est enregistré")).to_be_visible()
    wide = hers.locator("html").bounding_box() or {"width": 0}
    assert 0 < wide["width"] <= 390
    # When the desk calls her back
    desk = house.signed_in()
    desk.get_by_role("link", name="Vérifier 1 inscription").click()
    ready(desk)
    expect(desk.get_by_role("heading", name=scene.NEWCOMER)).to_be_visible()
    usable(desk)
    desk.get_by_role("button", name="C’est la bonne personne").click()
    expect(desk.get_by_text("Inscription vérifiée")).to_be_visible()
    # Then she is told, and counted among those who can be asked
    Telephone.of(house, scene.NEWCOMER).rings("votre inscription est faite")
    desk.goto("/chiffres/inscrits/")
    expect(desk.get_by_role("heading", name="Inscrits et zones blanches")).to_be_visible()
    usable(desk)
    # And nothing of it is cut on a narrow screen
    desk.set_viewport_size({"width": 390, "height": 844})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_her_own_page_is_usable_by_everybody(house: House) -> None:
    phone, number = her_telephone(house)
    phone.answer(f"INSCRIPTION 42400 {number}")
    phone.rings("Le poste vous appelle")
    hers = house.window(phone=True)
    hers.goto(phone.link())
    usable(hers, dark=True)
    # When she forgets a commune
    hers.get_by_label("Mes communes").fill("Nullepart-sur-Rien")
    hers.get_by_role("button", name="Enregistrer").click()
    # Then she is told what to mend, and nothing is lost
    expect(hers.get_by_text("n’est pas une commune connue")).to_be_visible()
    usable(hers)
