"""A case meeting, from the agenda to the minutes, in one sitting; a guest without an account."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from maillon.kernel import clock
from tests.journeys import table
from tests.journeys.house import House, usable

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
SUBJECT = "Concertation du jeudi"
QUESTIONS = {"Bernard Essai": "Qui passe le matin ?", "Lucette Essai": "Rentre-t-elle ?"}


def local(days: int) -> str:
    return f"{(clock.now() + timedelta(days=days)).date().isoformat()}T09:00"


def called(ines: Page) -> str:
    """A meeting with two dates, a colleague, a guest without address, two cases; where it is."""
    ines.goto("/reunions/nouvelle/")
    usable(ines)
    ines.get_by_label("Quelle réunion ?").select_option("case")
    ines.get_by_label("Sujet").fill(SUBJECT)
    ines.get_by_label("Date et heure").fill(local(-1))
    ines.get_by_text("Proposer d’autres dates").click()
    ines.get_by_label("Autre date possible, 2").fill(local(3))
    ines.get_by_label(table.COLLEAGUE).check()
    ines.get_by_label("Autres personnes").fill("Camille Essai")
    ines.get_by_role("textbox", name="Ordre du jour").fill("Les week-ends")
    ines.get_by_role("button", name="Préparer la réunion").click()
    expect(ines.get_by_role("heading", name=SUBJECT)).to_be_visible()
    for name, question in QUESTIONS.items():
        ines.get_by_label("Ajouter une situation").select_option(label=name)
        ines.get_by_label("La question posée").fill(question)
        ines.get_by_role("button", name="Ajouter la situation").click()
        expect(ines.get_by_text(f"{name} : {question}", exact=True)).to_be_visible()
    return ines.url


def point(ines: Page, name: str) -> Locator:
    """A point of the minutes, by whom it is about."""
    return ines.get_by_role("region", name=f"{name} : {QUESTIONS[name]}")


def written(ines: Page, name: str) -> None:
    """What is said, as a list whose first word is bold, by the keyboard alone."""
    about = point(ines, name)
    about.get_by_role("button", name="Liste", exact=True).press("Enter")
    about.get_by_role("button", name="Gras").press("Enter")
    expect(about.get_by_role("button", name="Gras")).to_have_attribute("aria-pressed", "true")
    about.get_by_role("textbox", name="Ce qui se dit").press_sequentially("Le matin")
    usable(ines, dark=True)
    about.get_by_role("button", name="Enregistrer").click()
    expect(ines.get_by_text("Enregistré.")).to_be_visible()


def decided(ines: Page, name: str) -> None:
    about = point(ines, name)
    about.get_by_text("Noter une décision").click()
    about.get_by_role("textbox", name="Décision").fill("Appeler le service le jeudi")
    about.get_by_label("Qui s’en charge").select_option(label="Inès Essai")
    about.get_by_role("button", name="Noter la décision").click()
    expect(ines.get_by_text("Décision notée.")).to_be_visible()
    ines.wait_for_load_state()  # the editors take their place, and move what is under the pointer


def paid(ines: Page) -> None:
    """What the presence of a nurse is worth: asked for first, then said, then in three ledgers."""
    ines.goto("/structures/")
    ines.get_by_role("link", name="Indemnités").click()
    ines.goto(f"{ines.url}?annee={local(-1)[:4]}")
    expect(ines.get_by_text("1 présence par un lien, sans compte.")).to_be_visible()
    usable(ines, dark=True)
    ines.get_by_role("link", name="Le dire").click()
    usable(ines, dark=True)
    ines.get_by_label("Métier", exact=True).select_option(label="infirmier")
    ines.get_by_label("Euros", exact=True).fill("45,50")
    ines.get_by_role("button", name="Écrire le tarif").click()
    ines.get_by_label("Pas de plafond").check()
    ines.get_by_role("button", name="Dire le plafond").click()
    ines.get_by_role("link", name="Indemnités").click()
    ines.get_by_role("link", name=table.COLLEAGUE).click()
    expect(ines.get_by_role("row", name="Concertation tenue")).to_contain_text("45,50")
    usable(ines, dark=True)
    ines.get_by_role("link", name="Indemnités").click()
    ines.get_by_role("link", name="Un acte, trois registres").click()
    expect(ines.get_by_text("Les trois registres s’accordent")).to_be_visible()
    usable(ines, dark=True)


def test_two_cases_from_the_agenda_to_the_minutes_in_one_sitting(house: House) -> None:
    # Given a coordinator who calls a meeting about two persons, one of its dates already past
    house.change("from tests.journeys.table import lay; lay()")
    ines = house.signed_in(table.COORDINATOR)
    at = called(ines)
    usable(ines, dark=True)
    ines.get_by_role("button", name="Lien à donner à Camille Essai").click()
    link = ines.locator(".one-link").inner_text()
    # When the guest answers on her phone, without an account, she reads nobody's name
    phone = house.window(phone=True)
    phone.goto("/" + link.split("/", 3)[3])
    expect(phone.get_by_text("la date n’est pas encore choisie")).to_be_visible()
    expect(phone.get_by_text("Bernard")).to_have_count(0)
    usable(phone, dark=True)
    phone.get_by_label("oui").first.check()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    expect(phone.get_by_text("C’est noté")).to_be_visible()
    # Then the date that suits is set, and the meeting is held on one page
    ines.goto(at)
    expect(ines.get_by_text("la meilleure")).to_have_count(1)
    ines.get_by_role("button", name="Choisir").first.click()
    ines.get_by_role("link", name="Tenir la réunion").click()
    for name in ("Camille Essai", table.COLLEAGUE):
        here = ines.get_by_role("group", name=name).get_by_role(
            "button", name="présent", exact=True
        )
        here.click()
        expect(here).to_have_attribute("aria-pressed", "true")
    written(ines, "Bernard Essai")
    decided(ines, "Bernard Essai")
    ines.get_by_role("button", name="Clore le compte rendu").click()
    # Then the minutes stand, the list is a list, and the decision is hers to do
    expect(ines.get_by_text("Empreinte au journal")).to_be_visible()
    expect(ines.locator(".notes li strong")).to_have_text("Le matin")
    usable(ines, dark=True)
    # And the next meeting opens with what was decided; both persons count as looked at
    ines.get_by_role("link", name="Réunion suivante").click()
    ines.get_by_label("Date et heure").fill(local(7))
    ines.get_by_role("button").filter(has_text="suivante").click()
    expect(ines.get_by_text("décidé la dernière fois")).to_have_count(1)
    expect(ines.get_by_text("Lucette Essai : Rentre-t-elle ?", exact=True)).to_be_visible()
    ines.goto("/personnes/")
    expect(ines.get_by_role("region", name="La liste, revue ensemble")).to_contain_text("2")
    ines.goto("/reunions/")
    usable(ines)
    owed = ines.get_by_role("row", name="Appeler le service le jeudi")
    owed.get_by_role("button", name="Fait").click()
    expect(ines.get_by_text("La suite est notée.")).to_be_visible()
    paid(ines)
