"""Three rural maisons de santé share a coordinator; and half an hour of hers is noted."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from playwright.sync_api import expect

from tests import databases
from tests.journeys import rural
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """A web server alone: nothing here waits for a timer."""
    database = databases.copy(rural.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium, database)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def test_three_rural_structures_share_a_coordinator(house: House) -> None:
    # Given a manager whose provider comes less than agreed
    page = house.signed_in(rural.MANAGER)
    page.goto("/temps/")
    page.get_by_role("link", name="Poste et coût").click()
    expect(page.get_by_text("il manque")).to_be_visible()
    usable(page)
    # When she asks with whom a post could be shared, and what it would cost each
    page.get_by_role("link", name="Partager un poste").click()
    page.get_by_label("Coût d’un temps plein").fill("52000")
    page.get_by_role("button", name="Recompter").click()
    best = page.locator("#g1")
    expect(best.get_by_role("heading")).to_contain_text("Beaumont")
    expect(best.get_by_role("heading")).to_contain_text("Valgaudemar")
    expect(best.get_by_text("28 h par semaine")).to_be_visible()
    expect(best.get_by_text("10 400,00 €")).to_be_visible()
    # Then the one who is too far is named with what blocks
    expect(page.locator("#refused")).to_contain_text("dépasse le plus long accepté")
    usable(page, dark=True)
    # And the draft says that it is one
    with page.expect_download() as kept:
        best.get_by_role("link", name="Projet de convention (DOCX)").click()
    paper = Document(BytesIO(kept.value.path().read_bytes()))
    assert "à faire relire par un avocat" in paper.sections[0].header.paragraphs[0].text
    # When she invites them, the neighbour finds it on her own page and says yes with a word
    best.get_by_role("button", name="Inviter").click()
    expect(page.get_by_role("link", name="Envoyée à")).to_be_visible()
    perrine = house.signed_in(rural.NEIGHBOUR)
    perrine.get_by_role("link", name="Répondre à une invitation").click()
    expect(perrine.get_by_role("heading", name="Semaine proposée")).to_be_visible()
    perrine.get_by_label("Un mot").fill("Six mois pour essayer.")
    usable(perrine, dark=True)
    perrine.get_by_role("button", name="Accepter").click()
    expect(perrine.locator("#answers")).to_contain_text("d’accord")
    # Then both see where it stands, and the post is written once it is signed
    page.get_by_role("link", name="Envoyée à").click()
    expect(page.locator("#answers")).to_contain_text("Six mois pour essayer.")
    page.get_by_role("link", name="Partager un poste").click()
    page.locator("#g1").get_by_role("button", name="C’est signé").click()
    expect(page.get_by_text("Mutualisé", exact=True)).to_be_visible()
    # On her phone, half an hour is one touch, and her timer stops with another
    phone = house.signed_in(rural.MANAGER, phone=True)
    phone.goto("/temps/")
    phone.locator("#note").get_by_label("Tâche").select_option("partners")
    phone.locator("#note").get_by_label("En quelques mots").fill("réunion CPAM")
    phone.get_by_role("button", name="30 min").click()
    expect(phone.locator("#week")).to_contain_text("réunion CPAM")
    phone.get_by_role("button", name="Lancer").click()
    phone.get_by_role("button", name="Arrêter et noter").click()
    expect(phone.get_by_text("c’est noté")).to_be_visible()
    usable(phone)
