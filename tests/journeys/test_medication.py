"""P11: the pharmacist proposes, the doctor answers and concludes, the nurse is told by SMS."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from maillon.kernel import clock
from tests.journeys import pills
from tests.journeys.house import House, usable
from tests.journeys.steps import Telephone

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
PLAIN = "Un demi-comprimé pour dormir, pendant six semaines."
BETWEEN = "Chutes la nuit Zqentrenous"


def reviews(page: Page) -> Page:
    """From her circles to the medicines of the person."""
    page.goto("/personnes/")
    page.get_by_role("link", name=pills.PERSON).first.click()
    page.locator("#medication").get_by_role("link").first.click()
    return page


def proposed(chemist: Page) -> None:
    """He opens a review, writes what she takes, proposes."""
    reviews(chemist).get_by_role("textbox", name="La question posée").fill("Pourquoi ces chutes ?")
    chemist.get_by_role("button", name="Ouvrir le bilan").click()
    chemist.get_by_role("textbox", name="Médicament").fill("Zopiclone")
    chemist.get_by_role("combobox", name="D’après").select_option("boxes")
    chemist.get_by_role("textbox", name="Dose").fill("7,5 mg")
    chemist.get_by_role("button", name="Ajouter à la liste").click()
    chemist.get_by_text("Remarquer ou proposer : Zopiclone").click()
    row = chemist.get_by_role("article", name="Zopiclone")
    row.get_by_role("combobox", name="Remarque ou proposition").select_option("change")
    row.get_by_role("textbox", name="En une phrase").fill(BETWEEN)
    row.get_by_role("button", name="Noter").click()
    expect(row.get_by_text("attend le médecin")).to_be_visible()
    usable(chemist, dark=True)


def concluded(doctor: Page, day: str) -> None:
    """The doctor agrees and says what changes, and when it is looked at again."""
    row = reviews(doctor).get_by_role("article", name="Zopiclone")
    row.get_by_role("combobox", name="Réponse du médecin").select_option("accepted")
    row.get_by_role("button", name="Noter la réponse").click()
    doctor.get_by_role("textbox", name="Ce qui change pour la personne").fill(PLAIN)
    doctor.get_by_label("Refaire le point le").fill(day)
    expect(doctor.get_by_text(f"Sera prévenu : {pills.NURSE}")).to_be_visible()
    usable(doctor)
    doctor.get_by_role("button", name="Conclure le bilan").click()
    expect(doctor.get_by_text("pas encore lu")).to_be_visible()


def test_a_pharmacist_a_doctor_and_a_nurse_told_by_sms_then_a_day_to_look_again(
    house: House,
) -> None:
    # Given her pharmacist and her doctor, and a nurse without account
    house.change("from tests.journeys.pills import lay; lay()")
    day = clock.now().date() + timedelta(days=90)
    proposed(house.signed_in(pills.CHEMIST))
    doctor = house.signed_in(pills.DOCTOR)
    # When the doctor concludes
    concluded(doctor, day.isoformat())
    # Then the nurse has an SMS that says nothing, and her link what changes
    link = Telephone.of(house, pills.NURSE).link()
    phone = house.window(phone=True, java_script_enabled=False)
    phone.goto(link)
    expect(phone.get_by_text(PLAIN)).to_be_visible()
    expect(phone.get_by_text("On refait le point le")).to_be_visible()
    wide = phone.locator("html").bounding_box() or {"width": 0}
    assert 0 < wide["width"] <= 390
    phone.get_by_role("button", name="J’ai vu").click()
    expect(phone.get_by_text("Vous avez dit avoir vu")).to_be_visible()
    again = house.window(phone=True)
    again.goto(link)
    usable(again, dark=True)
    # And whoever concluded sees that she read, and the coordinator when it is due
    doctor.reload()
    expect(doctor.get_by_text("vu le")).to_be_visible()
    jeanne = house.signed_in(pills.COORDINATOR)
    jeanne.goto("/coordination/boite/prevention/")
    expect(jeanne.get_by_text("Refaire le point sur les médicaments de")).to_be_visible()
    # And she herself reads what changes for her, nothing they said between them
    jeanne.goto("/personnes/")
    jeanne.get_by_role("link", name=pills.PERSON).first.click()
    jeanne.get_by_role("button", name="Lui donner son lien").click()
    hers = jeanne.locator(".mono").inner_text()
    own = house.window(phone=True)
    own.goto(hers)
    expect(own.get_by_text(PLAIN)).to_be_visible()
    assert "Zqentrenous" not in own.content()
    usable(own, dark=True)
