"""January: the file leaves. A proof is found, why an amount is understood, the payer reads it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from tests import databases
from tests.factories.structures import PAPER
from tests.journeys import january
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
TEAM = ("Verdier", "Mercoiret", "Nivet", "Drevet", "Lacombe")


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """A web server alone: nothing here waits for a timer."""
    database = databases.copy(january.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium, database)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def opened_file(page: Page) -> dict[str, bytes]:
    """The file taken from the page, checked against its own fingerprints by name."""
    with page.expect_download() as kept:
        page.get_by_role("link", name="Télécharger les preuves (ZIP)").click()
    with zipfile.ZipFile(kept.value.path()) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    assert {line.split("  ", 1)[1] for line in files["empreintes.txt"].decode().splitlines()} == (
        files.keys() - {"empreintes.txt"}
    )
    return files


def test_the_file_leaves_and_its_reader_opens_a_proof(house: House) -> None:
    # Given a placement done whose paper was never kept
    judith = house.signed_in(january.COORDINATOR)
    judith.goto("/structures/")
    judith.get_by_role("main").get_by_role("link", name="Notre contrat").click()
    expect(judith.get_by_role("heading", name="Ce qui manque")).to_be_visible()
    usable(judith, dark=True)
    # When she asks why a commitment is worth what it is worth
    judith.locator("#lines").get_by_role("link").first.click()
    expect(judith.get_by_role("heading", name="Pourquoi ce montant ?")).to_be_visible()
    expect(judith.get_by_role("heading", name="Sources")).to_be_visible()
    usable(judith)
    # And keeps the paper that was missing
    judith.goto("/structures/")
    judith.get_by_role("link", name="Registres").click()
    placements = judith.locator("#placement")
    missing = placements.get_by_role("row").filter(has_text="à joindre")
    missing.get_by_text("Joindre ou retirer").click()
    missing.get_by_label("Document").set_input_files(
        FilePayload(name="convention.pdf", mimeType="application/pdf", buffer=PAPER)
    )
    missing.get_by_role("button", name="Joindre").click()
    expect(placements.get_by_text("à joindre")).to_have_count(0)
    # Then the file opens page by page, and names nobody
    judith.goto("/structures/")
    judith.get_by_role("main").get_by_role("link", name="Notre contrat").click()
    files = opened_file(judith)
    sheets = [name for name in files if name.startswith("engagements/")]
    assert len(sheets) > 5
    for name in sheets:
        for words in pages_of(files[name]):
            assert words.strip()
            assert not [one for one in TEAM if one in words], name
    # And it leaves, once, for good
    judith.get_by_role("button", name="Je l’envoie : figer").click()
    expect(judith.get_by_role("link", name="Réponses du payeur")).to_be_visible()
    # When the reader of the CPAM opens it, a commitment, and a proof
    maelle = house.signed_in(january.PAYER)
    maelle.goto("/dossiers-recus/")
    maelle.get_by_role("link", name="Maison de santé des Deux Rives").first.click()
    expect(maelle.get_by_role("heading", name="Engagements")).to_be_visible()
    usable(maelle, dark=True)
    maelle.locator("#lines").get_by_role("link").first.click()
    usable(maelle)
    # Then she asks, and the coordinator has the question
    maelle.get_by_label("Votre réponse").select_option("question")
    maelle.locator("#answer textarea").fill("Cette pièce est-elle signée ?")
    maelle.get_by_role("button", name="Répondre").click()
    judith.get_by_role("link", name="Réponses du payeur").click()
    expect(judith.get_by_text("Cette pièce est-elle signée ?")).to_be_visible()
    usable(judith)
