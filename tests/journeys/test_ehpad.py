"""An EHPAD short of nurses: three for four nights, one gives a night back in the dark."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready, usable
from tests.journeys.steps import Call, Telephone, caller, heard, pick, read

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
CALL = Call(
    phone="0199000021", kind="EHPAD", caller="Maud Serre", house="EHPAD fictif Les Tilleuls"
)
FIRST = (datetime.now(UTC) + timedelta(days=3)).astimezone(ZoneInfo("Europe/Paris")).date()


def ask_for_nights(desk: "Page") -> str:
    """The whole call, as typed: twelve seats in a grid before anything is saved."""
    desk.goto("/demandes/nouvelle/")
    ready(desk)
    caller(desk, CALL)
    desk.get_by_role("checkbox", name="Renfort infirmier").check()
    desk.get_by_role("radio", name="programmé").check()
    desk.get_by_label("Combien").first.fill("3")
    desk.get_by_label("Du", exact=True).first.fill(FIRST.isoformat())
    desk.get_by_label("Au", exact=True).first.fill((FIRST + timedelta(days=3)).isoformat())
    desk.get_by_label("De", exact=True).first.fill("20:00")
    desk.get_by_label("À", exact=True).first.fill("08:00")
    pick(desk, "Commune du soin", "Saint-Chamond")
    desk.get_by_label("Adresse").fill("12 allée des Essais")
    expect(desk.get_by_text("12 places sur 4 gardes").first).to_be_visible()
    expect(desk.get_by_label("Nom de naissance")).to_be_hidden()
    usable(desk, dark=True)
    desk.get_by_role("button", name="Enregistrer et chercher").click()
    return heard(desk)


def takes(house: House, nurse: str, nights: int) -> "Page":
    """She opens her link, ticks that many nights from the first, and says yes."""
    phone = house.window(phone=True)
    phone.goto(Telephone.of(house, nurse).link())
    boxes = phone.get_by_role("checkbox")
    for night in range(nights):
        boxes.nth(night).check(force=True)
    if nights == 4:
        usable(phone, dark=True)
    phone.get_by_role("button", name="Oui, je prends").click()
    expect(phone.get_by_role("heading", name="c’est à vous")).to_be_visible()
    return phone


def night_falls(house: House, *, over: bool = False) -> None:
    """The desk's quiet hours are now; or no longer."""
    hour = datetime.now(ZoneInfo("Europe/Paris"))
    around = (hour - timedelta(hours=1), hour + timedelta(hours=2))
    start, end = ("00:00", "00:00") if over else (f"{one:%H:%M}" for one in around)
    moments = json.dumps({**scene.MOMENTS})
    house.change(
        "from maillon.apps.desk.models import Desk; Desk.objects.update("
        f"policy={{'quiet_start': '{start}', 'quiet_end': '{end}', 'exclusive_window': {moments}}})"
    )


def on_paper(desk: "Page") -> None:
    """Printed as it stands: who was asked is read in full, nothing is left to press."""
    desk.emulate_media(media="print")
    expect(desk.locator(".wave .one-name").filter(visible=True)).to_have_count(
        desk.locator(".wave .one-name").count()
    )
    expect(desk.locator(".asked .call-whom").first).to_be_visible()
    for words in (
        "Pourquoi celles-ci ?", "Ne plus chercher les places libres", "Qui peut être sollicité",
        "Confier à une collègue", "Sa réponse, dite au téléphone", "Ouvrir en pleine page",
    ):  # fmt: skip
        expect(desk.get_by_text(words).filter(visible=True)).to_have_count(0)
    expect(desk.locator(".back")).to_be_hidden()
    expect(desk.get_by_role("button")).to_have_count(0)
    desk.emulate_media(media="screen")


def test_ehpad_three_nurses_four_nights_one_withdraws_at_night(house: House) -> None:
    # Given a nursing home that lacks three nurses for four nights
    desk = house.signed_in()
    number = ask_for_nights(desk)
    expect(desk.get_by_text("EHPAD fictif Les Tilleuls").first).to_be_visible()
    expect(desk.locator("td", has_text="libre")).to_have_count(12)
    usable(desk, dark=True)
    # When three nurses choose their nights on their telephones
    first = takes(house, scene.ZONE[0], 4)
    expect(first.get_by_text("12 allée des Essais")).to_be_visible()
    usable(first, dark=True)
    takes(house, scene.ZONE[3], 4)
    desk.reload()
    # Then the grid says what is found and what is missing, and the board too
    expect(desk.get_by_text("8 places sur 12").first).to_be_visible()
    on_paper(desk)
    takes(house, scene.ZONE[2], 4)
    desk.reload()
    expect(desk.get_by_text("12 places sur 12").first).to_be_visible()
    # When the nursing home has been told, and one nurse gives a night back in the dark
    call = desk.locator("details.call", has_text="c’est trouvé")
    expect(call.get_by_text("Les 12 places sont prises.")).to_be_visible()
    call.get_by_role("button", name="Prévenu", exact=True).click()
    expect(call).to_have_count(0)
    night_falls(house)
    hugo = Telephone.of(house, scene.ZONE[2])
    hugo.answer("je ne peux plus")
    hugo.rings("quelle garde")
    hugo.answer(f"{hugo.asked('ANNULE')} 2")
    hugo.rings("le poste cherche quelqu'un d'autre")
    # Then that night alone is free, nobody is woken, and the nursing home is to be called
    desk.reload()
    expect(desk.get_by_text("11 places sur 12").first).to_be_visible()
    expect(desk.get_by_text("Il manque 1 personne").first).to_be_attached()
    expect(desk.get_by_text(re.compile("seront? sollicit")).first).to_be_attached()
    usable(desk, dark=True)
    # When morning comes and the desk asks again
    night_falls(house, over=True)
    desk.get_by_role("button", name="Solliciter maintenant").click()
    expect(desk.get_by_text("La vague suivante est ouverte").first).to_be_visible()
    asked = Telephone.of(house, scene.ZONE[1])
    asked.rings(number)
    asked.answer("oui")
    asked.rings("c'est à vous")
    # Then every seat is held again, by four nurses
    desk.reload()
    expect(desk.get_by_text("12 places sur 12").first).to_be_visible()
    story = read(desk)
    assert any(f"{scene.ZONE[2]} ne peut plus" in line for line in story), story
    usable(desk)
