"""Two people write the project of their team at once; nothing is lost, and the PDF leaves."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from maillon.kernel import clock
from tests.journeys import drafting
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SECTION = "Territoire d’intervention"


def opened(page: Page) -> None:
    page.goto("/structures/")
    page.get_by_role("link", name="Projet de santé").click()
    page.get_by_role("link", name=SECTION).click()
    expect(page.get_by_role("heading", name=SECTION, level=1)).to_be_visible()


def written(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Texte").fill(text)
    page.get_by_role("button", name="Enregistrer").click()


def settled(coline: Page) -> None:
    """Both texts are read side by side, and one is made of them."""
    expect(coline.get_by_role("heading", name="Deux textes à réunir", level=1)).to_be_visible()
    expect(coline.get_by_role("table").get_by_text("Deux communes du plateau.")).to_be_visible()
    usable(coline, dark=True)
    whole = "Les deux rives.\nDeux communes du plateau."
    coline.get_by_role("textbox", name="Texte").fill(whole)
    coline.get_by_role("button", name="Garder ce texte").click()
    expect(coline.get_by_text("Les deux textes n’en font plus qu’un")).to_be_visible()
    coline.get_by_role("link", name="Versions (3)").click()
    usable(coline)


def confided(coline: Page) -> None:
    """An objective, and an action that is the nurse's task."""
    coline.get_by_role("link", name="La section").click()
    coline.get_by_role("link", name="Le projet", exact=True).click()
    usable(coline, dark=True)
    coline.get_by_role("link", name="Actions et groupes").click()
    coline.get_by_label("Ce que l’équipe veut changer").fill("Moins de chutes")
    coline.get_by_role("button", name="Ajouter l’objectif").click()
    coline.get_by_text("Ajouter une action").click()
    coline.get_by_role("textbox", name="Action", exact=True).fill("Un atelier d’équilibre")
    coline.get_by_label("Qui facultatif").select_option(label="Nour Essai")
    due = (clock.now() + timedelta(days=20)).date().isoformat()
    coline.get_by_label("Pour le").fill(due)
    coline.get_by_role("button", name="Ajouter l’action").click()
    expect(coline.get_by_role("link", name="Un atelier d’équilibre")).to_be_visible()
    usable(coline)


def test_two_people_write_the_project_and_the_pdf_leaves(house: House) -> None:
    # Given a coordinator and a nurse on the same empty section
    house.change("from tests.journeys.drafting import lay; lay()")
    coline = house.signed_in(drafting.COORDINATOR)
    nour = house.signed_in(drafting.NURSE, phone=True)
    for page in (coline, nour):
        opened(page)
    usable(nour)
    # When both write, one after the other, from the same version
    written(nour, "Les deux rives.")
    expect(nour.get_by_text("Enregistré : version 1.")).to_be_visible()
    written(coline, "Deux communes du plateau.")
    # Then both texts are kept, and the coordinator makes one of them
    settled(coline)
    confided(coline)
    # And the nurse ends her action, and writes its sheet
    nour.get_by_role("link", name="Actions et groupes").click()
    nour.get_by_role("link", name="Un atelier d’équilibre").click()
    nour.get_by_role("textbox", name="Hypothèse").fill("Si elles viennent, elles tombent moins.")
    nour.get_by_role("button", name="Enregistrer la fiche").click()
    nour.get_by_role("button", name="C’est fait").click()
    expect(nour.get_by_text("l’action et sa tâche sont terminées")).to_be_visible()
    usable(nour, dark=True)
    # And the whole leaves as a PDF
    coline.get_by_role("link", name="Le projet", exact=True).click()
    with coline.expect_download() as leaving:
        coline.get_by_role("link", name="PDF", exact=True).click()
    assert leaving.value.suggested_filename == "projet-de-sante.pdf"
