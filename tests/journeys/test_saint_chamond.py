"""Saint-Chamond: a ward calls, the usual nurse is silent, a nurse of the zone goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, Telephone, read, take, tell

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
NURSE = scene.ZONE[0]
STORY = [
    f"{scene.WARD} demande : pansement et surveillance",
    "Décision : le poste cherche",
    "L’infirmière habituelle a été sollicitée seule. Pas de réponse",
    "infirmières de la zone sollicitées",
    f"{NURSE} dit oui par SMS",
    f"Identité et adresse données à {NURSE}, au téléphone",
    "le sait : c’est trouvé",
    "Le médecin traitant est prévenu",
    f"{NURSE} dit par SMS que le soin a commencé",
    "le sait : le soin a commencé",
    "Terminée : soin commencé, demandeur prévenu",
]


def in_order(story: list[str], fragments: list[str]) -> list[str]:
    """The fragments that the story does not tell, or tells too early."""
    lines = iter(line.replace("\xa0", " ").replace("\u202f", " ") for line in story)
    return [said for said in fragments if not any(said in line for line in lines)]


def asked_alone(desk: Page) -> None:
    waves = desk.locator("details.wave summary b")
    assert waves.all_inner_texts() == ["Seule sollicitée"]
    expect(desk.locator(".asked .one-name")).to_have_text([scene.USUAL])


def test_from_the_ward_s_call_to_care_at_home(house: House) -> None:
    # Given a ward on the phone, and a person whose usual nurse is known
    desk = house.signed_in()
    number = take(desk, Call(urgency="aujourd’hui"))
    asked_alone(desk)
    # When the usual nurse says nothing, the zone is asked, and one of it says yes
    samira = Telephone.of(house, NURSE)
    samira.answer(samira.asked("OUI"))
    samira.rings("c'est à vous")
    # Then the desk gives her the details by phone, tells the ward and the doctor
    desk.goto("/demandes/")
    desk.locator("#lane-to_call_back").get_by_role("link", name="Pansement").click()
    usable(desk, dark=True)
    tell(desk, f"Donner l’identité et l’adresse à {NURSE}", "Tout est noté")
    tell(desk, "c’est trouvé", "Prévenu")
    tell(desk, "Prévenir le médecin traitant", "Prévenu")
    expect(desk.locator("#lane-found").get_by_role("link", name="Pansement")).to_be_visible()
    # When she has been there and says so
    samira.answer("Fait")
    samira.rings("a commencé. Merci.")
    # Then the ward is called back, and only then the request is over
    desk.goto("/demandes/")
    desk.locator("#lane-to_call_back").get_by_role("link", name="Pansement").click()
    tell(desk, "le soin a commencé", "Prévenu")
    expect(desk.get_by_text("C’est fini")).to_be_visible()
    usable(desk)
    assert in_order(read(desk), STORY) == [], "\n".join(read(desk))
    desk.goto("/demandes/")
    expect(desk.get_by_text(number)).to_have_count(0)
