"""The whole intake without a mouse: from N on the board to the number said to the caller."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, heard, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
FAR = 60  # more Tabs than anybody would strike
NAME = """() => {
  const one = document.activeElement;
  const group = one.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  const label = one.labels?.[0]?.textContent ?? one.textContent ?? "";
  return `${["radio", "checkbox"].includes(one.type) ? group : label}`.trim();
}"""
POINTERS = """
  for (const kind of ["pointerdown", "mousedown", "touchstart"])
    addEventListener(kind, () => window.pointed(kind), true);
"""


def tab_to(page: Page, words: str) -> None:
    """Strike Tab until the field, or the group of tiles, that bears these words."""
    for _ in range(FAR):
        if page.evaluate(NAME).startswith(words):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to « {words} »")


def tile(page: Page, group: str, letter: str) -> None:
    tab_to(page, group)
    page.keyboard.press(letter)


def fill(page: Page, label: str, words: str) -> None:
    tab_to(page, label)
    page.keyboard.type(words)


def choose(page: Page, label: str, words: str) -> None:
    """Type in a combobox, wait for its list, take its first line."""
    fill(page, label, words)
    expect(page.get_by_role("option", name=words).first).to_be_visible()
    page.keyboard.press("Enter")


def test_the_whole_intake_is_typed(house: House) -> None:
    # Given the board, and a mouse that would be heard
    pointed: list[str] = []
    desk = house.signed_in()
    desk.expose_function("pointed", lambda kind: pointed.append(kind))
    desk.add_init_script(POINTERS)
    desk.goto("/demandes/")
    # When the telephone rings
    ready(desk).keyboard.press("n")
    expect(desk.get_by_label("Numéro qui appelle")).to_be_focused()
    ready(desk).keyboard.type(scene.WARD_PHONE)
    expect(desk.get_by_text("Appelant reconnu")).to_be_visible()
    expect(desk.get_by_label("Son nom")).to_have_value("Inès Marchand")
    tile(desk, "Soins", "a")
    tile(desk, "Quand faut-il commencer", "c")
    tile(desk, "Prescription", "a")
    choose(desk, "Commune du soin", "Saint-Chamond")
    fill(desk, "Adresse", "3 rue des Essais")
    fill(desk, "Date de naissance", "4/5/1941")
    fill(desk, "Nom de naissance", "Fournier")
    fill(desk, "Prénom", "Suzanne")
    tile(desk, "Qui l’a informée", "a")
    tile(desk, "Son accord", "a")
    choose(desk, "Intervenants habituels", scene.USUAL)
    usable(desk, dark=True)
    desk.keyboard.press("Control+Enter")
    # Then the number to say is there, and no pointer was used
    heard(desk)
    expect(
        desk.get_by_role("main").get_by_text("L’infirmière habituelle a été sollicitée seule")
    ).to_be_visible()
    assert pointed == []


def test_what_is_missing_is_said_and_nothing_typed_is_lost(house: House) -> None:
    # Given a call sent too early
    desk = house.signed_in()
    desk.goto("/demandes/nouvelle/")
    ready(desk).keyboard.type(scene.WARD_PHONE)
    expect(desk.get_by_label("Son nom")).to_have_value("Inès Marchand")
    desk.keyboard.press("Control+Enter")
    # Then each field that lacks says so, and what was typed stands
    expect(desk.get_by_text("Choisissez au moins un besoin.").first).to_be_visible()
    expect(desk.get_by_label("Numéro qui appelle")).to_have_value(scene.WARD_PHONE)
    usable(desk, dark=True)


def test_a_call_already_kept_is_sent_at_the_first_click(house: House) -> None:
    # Given an agent who rereads the call, long enough for the draft to be kept
    desk = house.signed_in()
    # When she clicks once, then it is sent
    assert take(desk, Call(), reread=True)


def test_the_board_is_walked_by_keys(house: House) -> None:
    # Given a request on the board
    desk = house.signed_in()
    number = take(desk, Call())
    desk.goto("/demandes/")
    # When she walks to it, opens and closes it
    ready(desk).keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("complementary").get_by_text(number)).to_be_visible()
    usable(desk, dark=True)
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-sheet]")).to_have_count(0)
    # Then the card has the focus again
    expect(desk.locator(f"[data-key='{number}'] [data-nav-link]").first).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    usable(desk)
