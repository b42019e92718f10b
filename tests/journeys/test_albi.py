"""Albi: the geriatric number's answer comes back to the caller (story 8)."""

import pytest
from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, read, take, tell

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
CALL = Call(needs=("Avis ou conseil",), commune="Albi", usual="", gp="", urgency="aujourd’hui")
QUESTION = "Syncopes à répétition : faut-il l’hospitaliser ?"
ANSWER = "Non : diminuer le diurétique, ECG demain, consultation jeudi"
STORY = [
    "demande : avis ou conseil",
    "Décision : une spécialité est interrogée",
    "Avis demandé : cardiologie",
    "Réponse reçue : cardiologie",
    "le sait : la réponse lui est donnée",
    "Terminée : réponse faite, le demandeur le sait",
]


def test_the_answer_comes_back_to_the_caller(house: House) -> None:
    # Given a GP who asks the geriatric number for an opinion
    nora = house.signed_in(scene.ALBI)
    number = take(nora, CALL, action="Enregistrer seulement")
    expect(nora.get_by_role("main").get_by_text("Donner un avis", exact=True)).to_be_visible()
    expect(nora.get_by_role("button", name="Chercher un intervenant")).to_have_count(0)
    usable(nora, dark=True)
    # When the nurse pre-sorts, and asks the right specialty by name
    nora.get_by_text("Interroger une spécialité", exact=True).click()
    nora.get_by_label("Spécialité", exact=True).select_option(label="cardiologie")
    nora.get_by_label("À qui, par son nom").fill("Docteur Essai")
    nora.get_by_label("La question").fill(QUESTION)
    soon = nora.evaluate("new Date(Date.now() + 26 * 36e5).toISOString().slice(0, 10)")
    nora.get_by_label("Réponse avant le").fill(soon)
    nora.get_by_label("à", exact=True).first.fill("12:00")
    nora.get_by_role("button", name="Poser la question").click()
    expect(
        nora.get_by_role("main").get_by_text("Avis demandé : Docteur Essai (cardiologie)")
    ).to_be_visible()
    usable(nora, dark=True)
    nora.goto("/demandes/")
    waiting = nora.locator("#lane-searching")
    expect(waiting.get_by_role("heading", name="Réponse attendue")).to_be_visible()
    usable(nora)
    # And the specialty answers by telephone
    waiting.get_by_role("link", name="Avis ou conseil").click()
    nora.get_by_label("Sa réponse").fill(ANSWER)
    nora.get_by_role("button", name="Noter la réponse").click()
    # Then the caller is owed it, word for word, and nothing is closed before she has it
    call = nora.locator("details.call", has_text="donner la réponse")
    expect(call.locator(".say")).to_contain_text(ANSWER)
    expect(call.locator(".say")).to_contain_text("Docteur Essai, cardiologie")
    expect(nora.locator("#lane-to_call_back .card")).to_have_count(1)
    usable(nora, dark=True)
    tell(nora, "donner la réponse", "Prévenu")
    expect(nora.get_by_text("C’est fini")).to_be_visible()
    usable(nora)
    told = iter(line.replace("\xa0", " ") for line in read(nora))
    assert [said for said in STORY if not any(said in line for line in told)] == []
    nora.goto("/demandes/")
    expect(nora.get_by_text(number)).to_have_count(0)
