"""Alcohol, seven cures: the meeting that changes the question, each window its own share."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from maillon.kernel import clock
from tests.journeys import cures
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
POINTS = {
    "project": "Ce que la personne veut",
    "health": "Ce qui a été essayé",
    "daily": "Ce qui se passe à la maison",
    "social": "Ses droits, son argent",
    "contacts": "Qui appeler, et quand",
}
EVERY = frozenset(POINTS)
HEARD = {
    "tutor": EVERY - {"health"},
    "specialist": EVERY,
    "social_worker": EVERY - {"health"},
    "family": {"daily", "contacts"},
    "gp": EVERY,
    "nurse": EVERY,
    "home_help": {"daily", "contacts"},
    "police": {"contacts"},
}


def prepared(ines: Page) -> None:
    """From what comes back to a meeting whose agenda is ready."""
    ines.goto("/personnes/")
    ines.get_by_role("link", name="Bernard Essai").click()
    expect(ines.get_by_role("heading", name="Cela se répète")).to_have_count(1)
    expect(ines.get_by_text("Cure de sevrage : 7 fois")).to_be_visible()
    ines.get_by_text("Voir le réseau dessiné").click()
    expect(ines.locator("[data-graph-place] canvas").first).to_be_visible()
    usable(ines, dark=True)
    ines.get_by_role("link", name="Préparer une réunion de son réseau").click()
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    ines.get_by_label("Date et heure").fill(f"{day}T14:00")
    usable(ines)
    ines.get_by_role("button", name="Préparer la réunion").click()
    expect(ines.get_by_text("La réunion est prête.")).to_be_visible()


def share(phone: Page) -> set[str]:
    """The points that this window shows."""
    expect(phone.get_by_role("heading", name="Ordre du jour")).to_be_visible()
    said = phone.inner_text("main")
    return {theme for theme, title in POINTS.items() if title in said}


def test_each_window_shows_what_he_agreed_to_and_no_more(house: House) -> None:
    # Given seven cures, and a coordinator who is told that they come back
    house.change("from tests.journeys.cures import lay; lay()")
    ines = house.signed_in(cures.COORDINATOR)
    prepared(ines)
    # When he says who comes
    for name in cures.NEAR.values():
        line = ines.get_by_role("region", name=name)
        line.get_by_role("radio", name="oui").check()
    usable(ines, dark=True)
    ines.get_by_role("button", name="Noter sa parole").click()
    expect(ines.get_by_text("Sa parole est notée.")).to_be_visible()
    ines.get_by_role("link", name="Ordre du jour, invitations").click()
    # Then each window shows its own share of the agenda
    seen = {}
    for role, name in cures.NEAR.items():
        ines.get_by_role("button", name=f"Lien à donner à {name}").click()
        link = ines.locator(".one-link").inner_text()
        phone = house.window(phone=True)
        phone.goto("/" + link.split("/", 3)[3])
        seen[role] = share(phone)
        expect(phone.get_by_text("Bernard")).to_have_count(0)
        if role == "police":
            usable(phone, dark=True)
    assert seen == {role: set(themes) for role, themes in HEARD.items()}
