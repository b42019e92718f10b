"""« Et si les règles changeaient ? »: the same facts under other rules, kept nowhere."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.contracts import queries
from maillon.apps.contracts.models import KeptStatement
from maillon.apps.contracts.queries import Asked, RulesPage
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.structures import coordinator, member, proof, under_contract

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 5, 6)


@pytest.fixture
def contract(by: AccountViewer, house: UUID) -> UUID:
    member(by, house, profession="10")
    made, _ = under_contract(by, house)
    proof(by, house, "crisis_plan", day=LAST_YEAR)
    proof(by, house, "opening", day=LAST_YEAR,
          notes={"hours": "12", "saturday": True, "weeks": 0})  # fmt: skip
    proof(by, house, "mission", day=LAST_YEAR)
    return made


def supposed(by: AccountViewer, contract: UUID, year: int = 2025, **asked: object) -> RulesPage:
    return queries.suppose_rules(by, contract, year, Asked(**asked), now=MORNING)  # type: ignore[arg-type]


def difference(found: RulesPage) -> Decimal | None:
    assert found.found
    return found.found.euros


def test_an_amount_changed_by_hand_moves_its_line_alone(by: AccountViewer, contract: UUID) -> None:
    assert difference(supposed(by, contract)) == 0
    found = supposed(by, contract, amount="A1.7:points", value="400")
    assert found.found
    assert [one.id for one in found.found.lines if one.moves] == ["A1.7"]
    assert difference(found) == 50 * 7
    both = supposed(by, contract, kept=[found.kept[0].told], amount="point_value:euros", value="8")
    assert [one.after for one in both.kept] == [400, 8]
    assert both.found
    assert both.found.points == 50
    assert not KeptStatement.objects.exists()


def test_another_text_and_a_year_partly_known(by: AccountViewer, contract: UUID) -> None:
    before = supposed(by, contract, text="accord_2017")
    assert (difference(before) or 0) < 0
    assert before.rules_on == date(2021, 12, 31)
    partly = supposed(by, contract, text="avenant_2")
    assert partly.found
    assert partly.found.after.incomplete
    assert difference(partly) is None


@pytest.mark.parametrize(
    ("amount", "value", "words"),
    [
        ("A2.3:share", "0", "entre 0,001 et 1"),
        ("A2.2:most", "2,5", "un nombre entier"),
        ("A2.2:points", "-4", "ne convient pas"),
        ("A2.2:points", "beaucoup", "« beaucoup »"),
        ("A2.2:points", "1e3", "ne convient pas"),
        ("A2.2:points", "9" * 40, "ne convient pas"),
        ("A2.2:points", "٣", "ne convient pas"),
        ("Z9:points", "4", "n’est pas un montant de ces règles"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_says_so(
    by: AccountViewer, contract: UUID, amount: str, value: str, words: str
) -> None:
    found = supposed(by, contract, amount=amount, value=value, text="")
    assert words in found.wrong_amount
    assert found.kept == ()
    assert difference(found) == 0
    kept = supposed(by, contract, kept=[f"{amount}:{value}", "", ":::"], text="accord_1789")
    assert len(kept.wrong) == 4
    assert difference(kept) == 0


def test_a_value_is_of_an_amount_and_twelve_are_enough(by: AccountViewer, contract: UUID) -> None:
    alone = supposed(by, contract, value="400")
    assert alone.wrong_amount.startswith("Aucun montant n’est choisi")
    offered = [one for _, group in alone.choices for one in group]
    keys = [one.key for one in offered if one.key.endswith(":points")][:13]
    full = supposed(by, contract, kept=[f"{key}:1" for key in keys[:12]])
    assert len(full.kept) == 12
    told = [one.told for one in full.kept]
    more = supposed(by, contract, kept=told, amount=keys[12], value="1")
    assert more.wrong_amount.startswith("Rien n’est changé : douze montants")
    assert len(more.kept) == 12
    again = supposed(by, contract, kept=told, amount=full.kept[0].key, value="0.5")
    assert (again.wrong_amount, again.kept[0].after) == ("", Decimal("0.5"))


def test_a_stranger_has_no_such_page(contract: UUID) -> None:
    with pytest.raises(NotFound):
        supposed(coordinator(situations.elsewhere()), contract)


def test_the_page_and_its_file_say_that_it_is_a_supposition(
    by: AccountViewer, contract: UUID
) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    asked = {"montant": "A1.7:points", "valeur": "400,5"}
    with clock.frozen(MORNING):
        address = reverse("contract-rules", args=[contract, 2025])
        shown = client.get(address, asked).content.decode()
        for words in ("Une supposition, pas un relevé", "Ce qui bouge", "+353,50", "supposé 400,5",
                      "fiabilité", "Règles et sources"):  # fmt: skip
            assert words in shown, words
        partly = client.get(address, {"texte": "avenant_2"}).content.decode()
        for words in ("connu en partie", "pas de total", "dernière règle connue", "Il manque"):
            assert words in partly, words
        wrong = client.get(address, {"montant": "A2.3:share", "valeur": "0"}).content.decode()
        assert 'aria-invalid="true"' in wrong
        file = reverse("contract-rules-csv", args=[contract, 2025])
        lines = client.get(file, asked).content.decode().splitlines()
        assert all("supposition, pas un relevé" in one for one in lines[1:])
        assert client.post(address, asked).status_code == 405
        real = client.get(reverse("contract", args=[contract]) + "?annee=2025").content.decode()
        assert "400,5" not in real
