"""A real call in a real browser: no mouse, nothing lost behind the lock, the 15 by one key."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import browser
from tests.axe import defects
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SEED = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "maillon.project.settings"
django.setup()
from tests.factories import desk
world = desk.saint_chamond()
desk.request_received(world)
"""
PASSWORD = "essai-sans-secret-42"
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
HERE = "document.activeElement.name || document.activeElement.id || ''"


@pytest.fixture
def page(own_database: str, tmp_path: Path) -> Iterator["Page"]:
    """The intake page, an agent signed in, one request already open for Suzanne Fournier."""
    from playwright.sync_api import sync_playwright

    env = {**os.environ, "DATABASE_URL": own_database}
    subprocess.run([sys.executable, "-c", SEED], env=env, check=True, timeout=120)
    with serving(own_database, tmp_path) as server, sync_playwright() as playwright:
        started = browser.launch(playwright)
        context = started.new_context(base_url=server.address, locale="fr-FR")
        found = context.new_page()
        sign_in(found)
        found.goto("/demandes/nouvelle/")
        found.wait_for_selector("html[data-ready]")
        yield found
        started.close()


def sign_in(page: "Page") -> None:
    page.goto("/compte/entrer/")
    page.fill("input[name=login]", "lea.roche@exemple.test")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "entrer" not in url)


def tab_to(page: "Page", name: str, at_most: int = 14) -> None:
    """Walk by Tab alone; a grid of choices is one step."""
    for _ in range(at_most):
        if page.evaluate(HERE) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is more than {at_most} steps away")


def call(page: "Page", born: str, name: str) -> None:
    """A ward asks for a dressing; the caller's card fills her name and house."""
    keys = page.keyboard
    keys.type("0199000014")
    page.wait_for_selector("#cards input[name=requester]:checked")
    tab_to(page, "need")
    keys.press("a")
    tab_to(page, "dressing-detail")
    keys.type("plaie du talon")
    tab_to(page, "urgency")
    keys.press("b")
    tab_to(page, "prescription")
    keys.press("a")
    tab_to(page, "id_commune")
    keys.type("saint ch")
    page.wait_for_selector("[role=option]")
    keys.press("Enter")
    tab_to(page, "birth_date")
    keys.type(born)
    tab_to(page, "birth_name")
    keys.type(name)
    tab_to(page, "given_name")
    keys.type("Suzanne")
    tab_to(page, "informed_by")
    keys.press("a")
    tab_to(page, "agreement")
    keys.press("a")


def settled(page: "Page") -> None:
    """Everything typed has been looked at: no help is on its way to take the place of another."""
    page.wait_for_selector("[data-save-state][data-state=saved]")
    expect(page.locator(".htmx-request, .htmx-swapping")).to_have_count(0)


def test_the_whole_intake_without_a_mouse(page: "Page") -> None:
    assert page.evaluate(HERE) == "phone"
    assert defects(page) == []
    call(page, "12031936", "Vernay")
    page.wait_for_selector("[data-save-state][data-state=saved]")
    assert defects(page) == []
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".heard-number")
    assert re.fullmatch(r"\d{4}-\d{3}", page.inner_text(".heard-number"))
    assert defects(page) == []


def test_an_open_request_is_shown_and_answered_without_a_mouse(page: "Page") -> None:
    call(page, "4/5/1941", "Fournier")
    page.wait_for_selector("#found input[name=patient]")
    settled(page)
    page.focus("#id_given_name")
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "patient"
    page.keyboard.press("Space")
    page.wait_for_selector("#standing input[name=duplicate_seen]")
    settled(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-refused=duplicate_open]")
    assert page.evaluate(HERE) == "duplicate_seen"
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".heard-number")


def test_a_lock_in_the_middle_of_a_call_loses_nothing(page: "Page") -> None:
    page.fill("#id_note", "mots d’avant")
    page.wait_for_selector("[data-save-state][data-state=saved]")
    door = page.context.new_page()
    door.goto("/verrou/")
    page.bring_to_front()
    page.fill("#id_note", "mots d’avant, mots d’après")
    page.wait_for_selector("[data-save-state][data-state=failed]")
    page.keyboard.press("Control+Enter")
    assert page.input_value("#id_note") == "mots d’avant, mots d’après"
    door.bring_to_front()
    door.fill("input[name=password]", PASSWORD)
    door.press("input[name=password]", "Enter")
    door.wait_for_url(lambda url: "verrou" not in url)
    page.bring_to_front()
    page.wait_for_selector("[data-save-state][data-state=saved]")
    page.reload()
    assert page.input_value("#id_note") == "mots d’avant, mots d’après"
    assert "mots" not in page.evaluate(STORED)


def test_the_15_is_one_key_and_the_number_is_kept(page: "Page") -> None:
    page.keyboard.type("0199000014")
    page.keyboard.press("Alt+u")
    page.wait_for_selector(".urgent-number")
    assert defects(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Commencer une demande, numéro gardé")
    assert defects(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_phone")
    assert page.input_value("#id_phone").replace(" ", "") == "0199000014"
