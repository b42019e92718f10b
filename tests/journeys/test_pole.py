"""The pole of eighty people imports its Excel with its own columns; sent again, nothing moves."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys import table
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = ("Matricule interne", "Patronyme", "Petit nom", "Corps de métier", "Chez nous depuis")
OWN = {"Patronyme": "nom", "Petit nom": "prénom", "Corps de métier": "métier",
       "Chez nous depuis": "arrivée"}  # fmt: skip
TRADES = ("médecin", "infirmier", "masseur-kinésithérapeute", "pharmacien", "secrétaire")
PEOPLE = 80


def workbook() -> FilePayload:
    """The list as its secretary keeps it: her own titles, her own order, a column of no use."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(TITLES)
    for n in range(PEOPLE):
        row = (f"P{n:03}", f"Essai{n // 8}", f"Camille{n % 8}", TRADES[n % 5],
               f"0{1 + n % 9}/09/20{15 + n % 9}")  # fmt: skip
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return FilePayload(name="pole.xlsx", mimeType=XLSX, buffer=kept.getvalue())


def sent(page: Page) -> None:
    page.goto("/structures/")
    page.get_by_role("link", name="Importer une liste").first.click()
    page.locator("input[type=file]").set_input_files(workbook())
    page.get_by_role("button", name="Lire la liste").click()
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()


def test_eighty_people_come_in_with_their_own_columns_and_once(house: House) -> None:
    # Given a coordinator whose list has titles nobody else uses
    house.change("from tests.journeys.table import lay; lay()")
    ines = house.signed_in(table.COORDINATOR)
    sent(ines)
    expect(ines.get_by_text("Il manque une colonne")).to_be_visible()
    # When she says once which column is which
    for title, field in OWN.items():
        ines.get_by_label(title, exact=True).select_option(label=field)
    ines.get_by_role("button", name="Relire avec ces colonnes").click()
    expect(ines.get_by_text(f"{PEOPLE} arrive", exact=True)).to_be_visible()
    usable(ines, dark=True)
    ines.get_by_role("button", name=f"Écrire {PEOPLE} lignes").click()
    # Then the team is there
    expect(ines.get_by_text(f"{PEOPLE + 1} membres aujourd’hui")).to_be_visible()
    # And the same file, sent again, finds its columns by itself and changes nothing
    sent(ines)
    expect(ines.get_by_text(f"{PEOPLE} déjà là", exact=True)).to_be_visible()
    expect(ines.get_by_text("il n’y a rien à écrire")).to_be_visible()
    ines.goto("/structures/")
    usable(ines)
    # And where the team stands is said to the team
    ines.get_by_role("link", name="Où en sommes-nous ?").click()
    expect(ines.get_by_text("sur 100")).to_be_visible()
    usable(ines, dark=True)
