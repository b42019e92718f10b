"""A half-time coordinator's week in one hour: a meeting written, two protocols begun, a missing
proof given, time noted; the contract, her time and the indemnities agree.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests import databases
from tests.factories.structures import PAPER
from tests.journeys import january
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SUBJECT = "Les soins non programmés"


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


def rail(page: Page, name: str) -> None:
    """A job of hers: one gesture."""
    page.locator(".rail").get_by_role("link", name=name, exact=True).click()


def room(page: Page, name: str) -> None:
    """A room of the team: two gestures."""
    rail(page, "L’équipe")
    rooms = page.get_by_role("navigation", name="Les pièces de la structure")
    rooms.get_by_role("link", name=name, exact=True).click()


def met(judith: Page) -> None:
    """Four fields and six gestures: who was there, the agenda, a decision, closed."""
    judith.get_by_role("link", name="Je sors d’une réunion").click()
    judith.get_by_label("Dr Paul Verdier").check()
    judith.get_by_label("Bastien Courbon").check()
    judith.get_by_label("Sujet").fill(SUBJECT)
    judith.get_by_label("De quoi avez-vous parlé ?").fill("Les plages du matin\nLe relais du soir")
    usable(judith, dark=True)
    judith.get_by_role("button", name="Écrire le compte rendu").click()
    expect(judith.get_by_text("3 sur 3")).to_be_visible()
    point = judith.get_by_role("region", name="1. Les plages du matin")
    point.get_by_text("Noter une décision").click()
    point.get_by_role("textbox", name="Décision").fill("Garder deux plages par jour")
    point.get_by_label("Qui s’en charge").select_option(label="Bastien Courbon")
    point.get_by_role("button", name="Noter la décision").click()
    expect(judith.get_by_text("Décision notée.")).to_be_visible()
    judith.get_by_role("button", name="Clore le compte rendu").click()
    expect(judith.get_by_text("Empreinte au journal")).to_be_visible()


def timed(judith: Page) -> None:
    """The meeting counts by one touch, half an hour by another; an old one is set aside."""
    judith.get_by_role("link", name="Compter ce temps").click()
    offers = judith.locator("#offers")
    before = offers.get_by_role("button", name=re.compile("^Compter")).count()
    offers.get_by_role("button", name=re.compile("^Compter")).first.click()
    expect(judith.get_by_text("1 h de réunion : c’est compté, une fois.")).to_be_visible()
    offers.get_by_role("button", name=re.compile("^Mettre de côté")).first.click()
    expect(offers.get_by_role("button", name=re.compile("^Compter"))).to_have_count(before - 2)
    offers.get_by_text("Mises de côté (1)").click()
    expect(offers.get_by_role("button", name=re.compile("^Reprendre"))).to_be_visible()
    judith.locator("#note").get_by_label("Tâche").select_option("contract")
    judith.get_by_role("button", name="30 min").click()
    expect(judith.get_by_text("30 min : c’est noté.")).to_be_visible()
    expect(judith.locator("#week")).to_contain_text("1 h 30")
    usable(judith)


def proved(judith: Page) -> None:
    """A task of her day opens the line that lacks its paper; given, the task is done."""
    rail(judith, "Notre contrat")
    todo = judith.locator("#todo").get_by_role("row").filter(has_text="stagiaires").first
    expect(todo).to_contain_text("le papier manque")
    proven = int(judith.locator(".stat-value").first.inner_text())
    rail(judith, "Accueil")
    judith.get_by_role("link", name="Joindre le document qui manque").first.click()
    line = judith.locator("#placement").get_by_role("row").filter(has_text="à joindre")
    line.get_by_text("Joindre ou retirer").click()
    line.get_by_label("Document").set_input_files(
        FilePayload(name="convention.pdf", mimeType="application/pdf", buffer=PAPER)
    )
    line.get_by_role("button", name="Joindre").click()
    expect(judith.locator("#placement").get_by_text("à joindre")).to_have_count(0)
    rail(judith, "Notre contrat")
    expect(judith.locator(".stat-value").first).to_have_text(str(proven + 1))


def written(judith: Page) -> None:
    """A protocol begun from a template, another from a blank page."""
    room(judith, "Protocoles")
    judith.get_by_role("link", name="Partir d’un modèle").click()
    judith.get_by_role("link", name="Plaie chronique à domicile").click()
    judith.get_by_label("Sarah Nivet").check()
    judith.get_by_role("button", name="Tout créer").click()
    expect(judith.get_by_text("Tout est créé.")).to_be_visible()
    room(judith, "Protocoles")
    judith.get_by_role("link", name="Écrire un protocole").click()
    judith.get_by_label("Intitulé").fill("Renouvellement en l’absence du médecin")
    judith.get_by_label("Qui fait quoi").fill("Infirmier : prévient.\nMédecin : répond.")
    judith.get_by_role("button", name="Enregistrer").click()
    expect(judith.get_by_role("heading", level=1)).to_contain_text("Renouvellement")


def agreed(judith: Page) -> None:
    """One act, three ledgers: the meeting stands in the indemnities and in the activity."""
    room(judith, "Indemnités")
    judith.get_by_role("link", name="Un acte, trois registres").click()
    expect(judith.get_by_text("Les trois registres s’accordent")).to_be_visible()
    today = judith.locator("#acts").get_by_role("row").filter(has_text="3 présents")
    expect(today.filter(has_text=re.compile(r"3\sh"))).not_to_have_count(0)


def test_a_week_in_one_hour(house: House) -> None:
    # Given a coordinator at half time, on her own page, who comes out of a meeting
    judith = house.signed_in(january.COORDINATOR)
    # When she writes it, notes her time, proves what lacked a paper and begins two protocols
    met(judith)
    timed(judith)
    proved(judith)
    written(judith)
    # Then the act she wrote stands once in three ledgers
    agreed(judith)
