"""The nurse between two patients: one tap on an old telephone."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, Telephone, read, take

if TYPE_CHECKING:
    from playwright.sync_api import Response

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
MOST_BYTES = 50_000


def test_one_tap_takes_the_need_without_scripts_nor_account(house: House) -> None:
    # Given a nurse whose telephone runs no script, and a message with a link
    desk = house.signed_in()
    take(desk, Call())
    link = Telephone.of(house, scene.USUAL).link()
    phone = house.window(phone=True, java_script_enabled=False)
    came: list[Response] = []
    phone.on("response", lambda one: came.append(one))
    # When something opens the link before her, and then she does
    phone.goto(link)
    weight = sum(len(one.body()) for one in came if one.ok)
    phone.goto(link)
    # Then nothing has changed: the desk still waits for her
    expect(phone.get_by_role("heading", name="Pouvez-vous prendre cette demande")).to_be_visible()
    assert weight < MOST_BYTES
    desk.reload()
    assert not any("dit oui" in line for line in read(desk))
    wide = phone.locator("html").bounding_box() or {"width": 0}
    assert 0 < wide["width"] <= 390
    # When she touches « oui »
    phone.get_by_role("button", name="Oui, je prends").click()
    # Then it is hers
    expect(phone.get_by_role("heading", name="c’est à vous")).to_be_visible()
    desk.reload()
    expect(
        desk.locator(".request-story").get_by_text("d’un geste sur son téléphone")
    ).to_be_visible()


def test_the_one_tap_page_is_usable_by_everybody(house: House) -> None:
    desk = house.signed_in()
    take(desk, Call())
    phone = house.window(phone=True)
    phone.goto(Telephone.of(house, scene.USUAL).link())
    usable(phone, dark=True)
    # When she says no, and why
    phone.get_by_text("Dire pourquoi").click()
    phone.get_by_role("radio", name="tournée complète").check()
    usable(phone)
    phone.get_by_role("button", name="Non, pas cette fois").click()
    # Then she is thanked, and the desk reads the reason
    expect(phone.get_by_role("heading", name="C’est noté")).to_be_visible()
    usable(phone)
    desk.reload()
    expect(desk.locator(".request-story").get_by_text("« tournée complète »")).to_be_visible()
