"""Shared steps: taking a call, reading the sheet, answering from a carer's telephone."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys import scene
from tests.journeys.house import House, ready

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["Call", "Telephone", "caller", "heard", "need", "read", "take", "tell"]


@dataclass(frozen=True)
class Call:
    """What somebody says on the phone; words as the page shows them."""

    phone: str = scene.WARD_PHONE
    kind: str = ""  # empty: the card of this number says it
    caller: str = ""
    house: str = ""
    needs: tuple[str, ...] = ("Pansement et surveillance",)
    urgency: str = "sous 48 heures"
    commune: str = "Saint-Chamond"
    address: str = "3 rue des Essais"
    born: str = "4/5/1941"
    name: str = "Fournier"
    given: str = "Suzanne"
    living: tuple[str, ...] = ()
    floor: str = ""
    helper_until: str = ""  # ISO
    usual: str = scene.USUAL
    gp: str = scene.GP
    note: str = ""


def take(
    page: "Page", call: Call, action: str = "Enregistrer et chercher", *, reread: bool = False
) -> str:
    """Type the whole call and hang up; the number said to the caller.

    ``reread``: only once the draft holds the last word typed.
    """
    page.goto("/demandes/nouvelle/")
    ready(page)
    caller(page, call)
    need(page, call)
    _person(page, call)
    _home(page, call)
    if reread:
        with page.expect_response("**/brouillon/") as kept:
            page.get_by_label("Ce qu’il faut savoir de plus").fill("Relu.")
        kept.value.finished()
        expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name=action).click()
    return heard(page)


def heard(page: "Page") -> str:
    """The number shown in large once the request is kept."""
    number = page.locator(".heard-number")
    expect(number).to_have_text(re.compile(r"^\d{4}-\d{3}$"))
    return number.inner_text()


def caller(page: "Page", call: Call) -> None:
    """Who calls, by the card of the number or typed."""
    page.get_by_label("Numéro qui appelle").fill(call.phone)
    if not call.kind:
        expect(page.get_by_text("Appelant reconnu")).to_be_visible()
        expect(page.get_by_label("Son nom")).not_to_have_value("")
        return
    page.get_by_role("radio", name=call.kind, exact=True).check()
    page.get_by_label("Son nom").fill(call.caller)
    page.get_by_label("Service, structure ou lien").fill(call.house)


def need(page: "Page", call: Call) -> None:
    """What is needed, when and where."""
    for words in call.needs:
        page.get_by_role("checkbox", name=words, exact=True).check()
        expect(page.get_by_role("group", name=words, exact=True)).to_be_visible()
    page.get_by_role("radio", name=call.urgency).check()
    page.get_by_role("radio", name="reçue").check()
    pick(page, "Commune du soin", call.commune)
    page.get_by_label("Adresse").fill(call.address)


def _person(page: "Page", call: Call) -> None:
    page.get_by_label("Date de naissance").fill(call.born)
    page.get_by_label("Nom de naissance").fill(call.name)
    page.get_by_label("Prénom").fill(call.given)
    # What is known of her arrives above these and moves them: keys do not miss.
    for words in ("le demandeur l’a informée", "d’accord"):
        choice = page.get_by_role("radio", name=words)
        choice.press("Space")
        expect(choice).to_be_checked()


def _home(page: "Page", call: Call) -> None:
    for words in call.living:
        page.get_by_role("checkbox", name=words).check()
    page.get_by_label("Étage").fill(call.floor)
    page.get_by_label("Aidant présent jusqu’au").fill(call.helper_until)
    if call.usual:
        pick(page, "Intervenants habituels", call.usual)
    if call.gp:
        pick(page, "Médecin traitant", call.gp)
    page.get_by_label("Ce qu’il faut savoir de plus").fill(call.note)


def pick(page: "Page", label: str, words: str) -> None:
    """Type in a combobox and take the line that bears these words."""
    page.get_by_role("combobox", name=label).fill(words)
    page.get_by_role("option", name=words).first.click()


def tell(page: "Page", title: str, outcome: str) -> None:
    """Make one of the calls the sheet asks for, and note what it gave."""
    call = page.locator("details.call", has=page.get_by_text(title))
    expect(call).to_be_visible()
    if call.get_attribute("open") is None:
        call.locator("summary").click()
    call.get_by_role("button", name=outcome, exact=True).click()
    expect(call).to_have_count(0)


def read(page: "Page") -> list[str]:
    """The story on the sheet, line by line, without the hours."""
    return page.locator("section.request-story .story-text").all_inner_texts()


@dataclass(frozen=True)
class Telephone:
    """A carer's telephone on the page of the simulator."""

    page: "Page"

    @classmethod
    def of(cls, house: House, name: str) -> "Telephone":
        page = house.window()
        page.goto(f"/telephones/?q={name.split()[-1]}")
        page.locator(".lines").get_by_role("link", name=name).click()
        return cls(ready(page))

    @property
    def received(self) -> "Locator":
        return self.page.locator(".bubble-in")

    def rings(self, words: str) -> "Locator":
        """Wait for a message that says this; the last one."""
        message = self.received.filter(has_text=words).last
        expect(message).to_be_visible()
        return message

    def link(self) -> str:
        """The one-tap address of the last message that bears one."""
        link = self.received.get_by_role("link").last
        expect(link).to_be_visible()
        return link.get_attribute("href") or ""

    def asked(self, word: str = "OUI") -> str:
        """The answer the last message asks for: « OUI 4821 »."""
        said = self.rings(f"{word} ").inner_text()
        found = re.search(rf"{word} \d{{4}}", said)
        assert found, said
        return found.group()

    def answer(self, words: str) -> None:
        self.page.get_by_label("Message à envoyer au poste").fill(words)
        self.page.get_by_role("button", name="Envoyer").click()
        expect(self.page.locator(".bubble-out").last).to_contain_text(words)
