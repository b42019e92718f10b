"""She stops an access by phone and the open page empties; a night's glass is signed on Monday."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import stopping
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
WHY = "Chute cette nuit, ne peut pas répondre"


def opened(page: Page) -> None:
    """Her file, from the list of circles."""
    page.goto("/personnes/")
    page.get_by_role("link", name="Odile Essai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Odile Essai")


def test_an_access_stopped_by_phone_empties_the_page_and_a_glass_is_signed_by_another(
    house: House,
) -> None:
    house.change("from tests.journeys.stopping import lay; lay()")
    # Given her doctor, her file before him
    doctor, ines = house.signed_in(stopping.DOCTOR), house.signed_in(stopping.COORDINATOR)
    opened(doctor)
    # When she says by phone that he shall not read any more
    opened(ines)
    ines.get_by_text("Gestes pour Marc Soir").click()
    row = ines.get_by_role("row", name="Marc Soir")
    row.get_by_role("link", name="Noter sa parole").click()
    ines.get_by_role("radio", name="s’oppose").check()
    ines.get_by_label("Comment").select_option(label="par téléphone")
    usable(ines, dark=True)
    ines.get_by_role("button", name="Noter sa parole").click()
    # Then his open page empties by itself, and does not open again
    told = doctor.get_by_role("main").get_by_text("Vous n’avez plus accès à cette fiche.")
    expect(told).to_be_visible()
    expect(doctor.get_by_role("main").get_by_text("Essai")).to_have_count(0)
    usable(doctor, dark=True)
    assert doctor.reload().status == 404  # type: ignore[union-attr]
    # When another doctor needs it at night
    night = house.signed_in(stopping.NIGHT, phone=True)
    night.goto("/personnes/")
    night.get_by_label("Date de naissance").fill("04/05/1941")
    night.get_by_role("textbox", name="Nom", exact=True).fill("Essai")
    night.get_by_role("button", name="Chercher").click()
    night.get_by_role("link", name="Accès exceptionnel").click()
    night.get_by_role("radio", name="soin immédiat").check()
    night.get_by_role("textbox").last.fill(WHY)
    usable(night, dark=True)
    night.get_by_role("button", name="Ouvrir le dossier pour une heure").click()
    expect(night.get_by_text("Accès limité")).to_be_visible()
    # Then somebody else reads why, without her name, and signs
    manager = house.signed_in(stopping.MANAGER)
    manager.goto("/personnes/acces-a-relire/")
    expect(manager.get_by_text(WHY)).to_be_visible()
    expect(manager.get_by_role("main").get_by_text("Odile")).to_have_count(0)
    usable(manager, dark=True)
    manager.get_by_role("button", name="justifié", exact=True).click()
    expect(manager.get_by_text("Signé par Lise Soir.")).to_be_visible()
