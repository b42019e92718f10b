"""The broken ankle: a daughter leaves on Sunday; a nurse and meals must come before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, Telephone, take, tell

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
NURSE, OTHER = scene.ZONE[:2]
TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
SUNDAY = TODAY + timedelta(days=6 - TODAY.weekday())
CALL = Call(
    phone="0639980077",
    kind="proche",
    caller="Alix Fournier",
    house="sa fille",
    needs=("Surveillance au retour à domicile", "Repas"),
    address="12 montée des Essais",
    born=f"4/5/{SUNDAY.year - 80}",
    living=("vit seule", "sans ascenseur", "entend mal"),
    floor="2",
    helper_until=SUNDAY.isoformat(),
    usual="",
    note="Plâtre posé samedi.",
)
PRIVATE = ("Fournier", "montée des Essais", "ascenseur", "entend mal", "Plâtre", "2e étage")


def says_nothing_private(page: Page) -> None:
    said = page.locator("body").inner_text()
    assert [words for words in PRIVATE if words in said] == []


def test_a_nurse_is_found_and_only_she_learns_how_the_person_lives(house: House) -> None:
    # Given the daughter's call: two needs, each with its own search
    desk = house.signed_in()
    take(desk, CALL)
    expect(desk.locator("article.need")).to_have_count(2)
    usable(desk, dark=True)
    # When the nurses of the zone are asked, nothing tells them who and how she lives
    samira = Telephone.of(house, NURSE)
    says_nothing_private(samira.page)
    tapped = house.window(phone=True)
    tapped.goto(samira.link())
    says_nothing_private(tapped)
    tapped.get_by_role("button", name="Oui, je prends").click()
    expect(tapped.get_by_role("heading", name="c’est à vous")).to_be_visible()
    says_nothing_private(tapped)
    # Then the desk dictates the home to her who accepted, meals still being searched
    desk.reload()
    call = desk.locator("details.call", has_text="Donner l’identité et l’adresse")
    expect(call).to_contain_text("montée des Essais")
    expect(call).to_contain_text("sans ascenseur")
    expect(call).to_contain_text("Plâtre posé samedi.")
    tell(desk, f"Donner l’identité et l’adresse à {NURSE}", "Tout est noté")
    expect(desk.locator("article.need", has_text="Repas")).to_contain_text("en recherche")
    usable(desk)
    # And the daughter, who is no professional, hears only that it is taken care of
    found = desk.locator("details.call", has_text="c’est trouvé")
    expect(found.locator(".say")).to_contain_text("Elle est prise en charge.")
    expect(found.locator(".say")).not_to_contain_text(NURSE)


def test_the_carer_who_accepted_reads_the_home_signed_in_and_nobody_else(house: House) -> None:
    # Given a nurse with an account who accepted by SMS
    desk = house.signed_in()
    take(desk, CALL)
    samira = Telephone.of(house, NURSE)
    samira.answer(samira.asked("OUI"))
    samira.rings("c'est à vous")
    # When she signs in on her telephone
    hers = house.signed_in("samira.benali@exemple.test", phone=True)
    hers.goto("/mes-prises-en-charge/")
    usable(hers, dark=True)
    hers.get_by_role("link", name="Surveillance au retour").click()
    says_nothing_private(hers)
    usable(hers)
    address = hers.url
    hers.get_by_role("main").get_by_role("button").first.click()
    # Then she reads who, where and how, and the desk need not call her any more
    expect(hers.get_by_text("12 montée des Essais")).to_be_visible()
    expect(hers.get_by_text("sans ascenseur")).to_be_visible()
    usable(hers, dark=True)
    desk.reload()
    expect(desk.locator("details.call", has_text="Donner l’identité")).to_have_count(0)
    # And another nurse with an account finds nothing there
    others = house.signed_in("jeanne.perrin@exemple.test", phone=True)
    answer = others.goto(address)
    assert answer is not None
    assert answer.status == 404
    says_nothing_private(others)
