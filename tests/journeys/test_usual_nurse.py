"""The usual nurse says yes in one SMS."""

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, Telephone, read, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


@pytest.mark.smoke
def test_the_usual_nurse_answers_yes_in_one_sms(house: House) -> None:
    # Given a request whose person has a usual nurse
    desk = house.signed_in()
    number = take(desk, Call())
    usable(desk, dark=True)
    # When she, asked alone, answers three letters
    claire = Telephone.of(house, scene.USUAL)
    claire.asked("OUI")
    claire.answer("Oui")
    # Then it is hers, and the desk knows what is left to do
    claire.rings("c'est à vous")
    desk.reload()
    expect(
        desk.locator(".request-story").get_by_text(f"{scene.USUAL} dit oui par SMS.")
    ).to_be_visible()
    expect(
        desk.get_by_text(f"Donner l’identité et l’adresse à {scene.USUAL}").first
    ).to_be_visible()
    assert number in desk.title()
    assert any("seule" in line for line in read(desk))
    usable(desk)
    usable(claire.page, dark=True)


def test_the_demonstration_telephones_do_not_lose_the_agent(house: House) -> None:
    # Given an agent who tries the demonstration
    desk = house.signed_in()
    # When she opens the telephones from the rail
    desk.get_by_role("link", name="Téléphones fictifs").click()
    expect(desk.get_by_role("heading", name="Téléphones de démonstration")).to_be_visible()
    usable(desk, dark=True)
    # Then her jobs are still beside them
    desk.locator(".rail").get_by_role("link", name="Demandes").click()
    expect(desk.get_by_role("heading", name="Demandes")).to_be_visible()
