"""Monday after the provider's bankruptcy: nothing late is lost. A nurse leaves in June: all that it
changes is read, done at once, and undone if it was a mistake.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests import databases
from tests.journeys import relay
from tests.journeys.conftest import DEMO
from tests.journeys.house import House, usable
from tests.processes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """A web server alone: nothing here waits for a timer."""
    database = databases.copy(relay.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        opened = House(web.address, chromium, database)
        yield opened
        opened.leave()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)


def opened_file(page: Page, name: str) -> None:
    """The hand-over file of a structure, by its name."""
    page.goto("/structures/")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Passer le relais").click()
    expect(page.get_by_role("heading", name="Passer le relais", level=1)).to_be_visible()


def paper(page: Page) -> str:
    """The file as it is printed."""
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF", exact=True).click()
    pages = PdfReader(BytesIO(kept.value.path().read_bytes())).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def test_nothing_late_is_lost(house: House) -> None:
    # Given a successor who never saw the structures, on a telephone
    page = house.signed_in("bruno.essai@exemple.test", phone=True)
    for name, late in zip(relay.HOUSES, relay.LATE, strict=True):
        # When she opens the file of each
        opened_file(page, name)
        main = page.get_by_role("main")
        expect(main.get_by_text(f"{relay.GONE} n’a plus d’accès à la structure")).to_be_visible()
        # Then what is late stands first, with who owed it, and opens its part
        first = main.locator("#first li").filter(has_text=late).first
        expect(first).to_contain_text(relay.GONE)
        first.get_by_role("link", name="Tâches ouvertes").click()
        expect(main.locator("#tasks")).to_contain_text(late)
        if name == relay.HOUSES[0]:
            usable(page, dark=True)
        # And when she takes over, it is hers, the paper says so, and nobody is left behind
        main.get_by_role("link", name=f"Reprendre les tâches de {relay.GONE}").click()
        expect(main.get_by_label("À qui").locator("option:checked")).to_have_text(relay.SUCCESSOR)
        if name == relay.HOUSES[0]:
            usable(page)
        main.get_by_role("button", name="Confier toutes ces tâches").click()
        expect(main.get_by_text("Rien à confier")).to_be_visible()
        opened_file(page, name)
        expect(main.get_by_text("n’a plus d’accès")).to_have_count(0)
        expect(main.locator("#first li").filter(has_text=late).first).to_contain_text(
            relay.SUCCESSOR
        )
        printed = paper(page)
        assert late in printed
        assert f"Plus tard : {late.lower()}" in printed
        assert relay.GONE not in printed
    # And what waits for her, at home, is the late work of both
    page.goto("/")
    for late in relay.LATE:
        expect(page.get_by_role("main").get_by_text(late, exact=True).first).to_be_visible()


def test_a_nurse_leaves_in_june(house: House) -> None:
    # Given a nurse of the team, and the one who manages it
    page = house.signed_in("odile.essai@exemple.test")
    page.goto("/structures/")
    main = page.get_by_role("main")
    main.get_by_role("link", name=relay.THIRD, exact=True).click()
    main.get_by_role("link", name=relay.NURSE, exact=True).click()
    main.get_by_role("link", name="Préparer son départ").click()
    # When she asks what a departure at the end of June changes
    june = date(datetime.now(UTC).year + 1, 6, 30)
    main.get_by_label("Premier jour hors de l’équipe").fill(june.isoformat())
    main.get_by_role("button", name="Voir ce que cela change").click()
    # Then everything is told, and nothing is done yet
    expect(main.locator("#contract")).to_contain_text("2 professionnels comptés avant ce jour")
    expect(main.locator("#contract")).to_contain_text(
        f"{(june - june.replace(month=1, day=1)).days} jours"
    )
    expect(main.locator("#actions")).to_contain_text("Préparer la fête de mai")
    expect(main.locator("#actions")).to_contain_text("Atelier de rentrée")
    expect(main.locator("#access")).to_contain_text("se ferme ce jour-là")
    usable(page, dark=True)
    # And nobody leaves with something that nobody takes over
    main.get_by_label("Pourquoi").select_option(label="retraite")
    main.get_by_role("button", name="Noter le départ").click()
    expect(main.get_by_role("alert").first).to_contain_text("personne ne les reprend")
    main.get_by_label("Qui prend la suite").select_option(label=relay.COLLEAGUE)
    main.get_by_role("button", name="Noter le départ").click()
    # Then it is done at once, and told; what is due before June is still hers
    expect(main.get_by_role("heading", name=f"Départ noté : {relay.NURSE}")).to_be_visible()
    expect(
        main.get_by_text(f"{relay.COLLEAGUE} prend la suite : 1 action du projet")
    ).to_be_visible()
    expect(main.locator("#actions")).to_contain_text("Préparer la fête de mai")
    expect(main.locator("#actions")).not_to_contain_text("Atelier de rentrée")
    # On a telephone too, where it is undone: it was somebody else who leaves
    phone = house.signed_in("zoe.essai@exemple.test", phone=True)
    phone.goto(page.url)
    usable(phone)
    phone.get_by_role("button", name="Annuler ce départ").click()
    expect(phone.get_by_role("main").locator("#actions")).to_contain_text("Atelier de rentrée")
    expect(phone.get_by_role("button", name="Noter le départ")).to_be_visible()
