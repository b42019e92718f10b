"""A year of a contract: from the acts of the journal to the euros, and back to the acts."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.cockpit import opening
from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.invariants import INVARIANTS
from maillon.apps.contracts.models import DeclaredFact, KeptStatement, ProofTask
from maillon.apps.structures import actions as structures
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.structures import PAPER, coordinator, member, proof, refused, under_contract

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 5, 6)


@pytest.fixture
def contract(by: AccountViewer, house: UUID) -> UUID:
    for number, profession in enumerate(("10", "60", "70")):
        member(by, house, name=f"Essai {number}", profession=profession)
    made, _ = under_contract(by, house)
    proof(by, house, "crisis_plan", day=LAST_YEAR)
    proof(by, house, "opening", day=LAST_YEAR,
          notes={"hours": "12", "saturday": True, "weeks": 0})  # fmt: skip
    return made


def page(by: AccountViewer, contract: UUID, year: int = 2025) -> queries.ContractPage:
    return queries.contract_page(by, contract, now=MORNING, year=year)


def proven(by: AccountViewer, contract: UUID) -> Decimal:
    totals = page(by, contract).totals
    assert totals is not None
    return totals[0]


def test_a_proof_adds_euros_and_cancelling_it_takes_them_back(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    before = proven(by, contract)
    assert before > 0
    one = proof(by, house, "mission", day=LAST_YEAR, document=b"")
    assert proven(by, contract) == before
    todo = next(todo for todo in page(by, contract).to_prove if todo.indicator == "A1.7")
    structures.attach_document(record_id=one.pk, document=PAPER, by=by, now=MORNING)
    assert proven(by, contract) == before + todo.gain.euros
    assert todo.due_on == date(2026, 1, 31)
    structures.withdraw_record(record_id=one.pk, by=by, now=MORNING)
    assert proven(by, contract) == before


def test_what_is_declared_is_told_apart_and_counts_as_proven_only_with_its_paper(
    by: AccountViewer, contract: UUID
) -> None:
    before = proven(by, contract)

    def declare(document: bytes = b"") -> DeclaredFact:
        return actions.declare_fact(
            contract_id=contract, year=2025, key="users_level", value="1", by=by, now=MORNING,
            document=document,
        )  # fmt: skip

    declare()
    totals = page(by, contract).totals
    assert totals is not None
    assert totals[:3] == (before, Decimal(0), Decimal("1400.00"))
    told = declare(PAPER)
    assert proven(by, contract) == before + Decimal("1400.00")
    actions.withdraw_fact(fact_id=told.pk, by=by, now=MORNING)
    assert proven(by, contract) == before
    with refused("fact_withdrawn"):
        actions.withdraw_fact(fact_id=told.pk, by=by, now=MORNING)
    for key, value, code in (
        ("patients", "beaucoup", "fact_wrong"), ("patients", "-4", "fact_wrong"),
        ("mood", "3", "fact_unknown"), ("patients", "", "fact_wrong"),
    ):  # fmt: skip
        with refused(code):
            actions.declare_fact(
                contract_id=contract, year=2025, key=key, value=value, by=by, now=MORNING
            )


def test_a_year_whose_rules_are_not_all_known_has_lines_and_no_total(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    proof(by, house, "mission", title="Dépistage")
    this = page(by, contract, 2026)
    assert this.totals is None
    assert this.statement is not None
    assert this.statement.incomplete is not None
    assert next(row for row in this.rows if row.indicator == "A1.7").euros == 2450
    assert this.in_reach
    assert not page(by, contract, 2025).in_reach  # over: nothing can be done any more


def test_who_left_counts_no_more_and_facts_are_those_of_the_day(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    one = member(by, house, name="Partante Essai", profession="91")

    def people() -> int:  # fmt: skip
        found = queries.indicator_page(by, contract, 2026, "A3.1", now=MORNING)
        return int(next(fact.value for fact in found.facts if fact.key == "professionals"))

    assert people() == 4
    structures.note_departure(
        member_id=one.pk, left_on=date(2026, 11, 1), leaving="end", by=by, now=MORNING
    )
    assert people() == 3


def test_a_kept_statement_counts_again_to_the_same(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    kept = actions.keep_statement(
        contract_id=contract, year=2025, on=date(2025, 12, 31), by=by, now=MORNING
    )
    assert Decimal(kept.result["euros"]) == proven(by, contract)
    proof(by, house, "mission", day=LAST_YEAR)
    assert Decimal(kept.result["euros"]) < proven(by, contract)
    assert [w for check in INVARIANTS.values() for w in check(MORNING)] == []
    kept.facts["patients"] = "9000"
    kept.save()
    assert [w for check in INVARIANTS.values() for w in check(MORNING)] != []


def test_a_proof_to_get_is_a_task_once_and_opens_the_contract(
    by: AccountViewer, contract: UUID
) -> None:
    chase = {"contract_id": contract, "year": 2026, "indicator": "A2.4", "by": by, "now": MORNING,
             "due_on": date(2026, 12, 31)}  # fmt: skip
    owed = actions.chase_proof(**chase)  # type: ignore[arg-type]
    with refused("proof_chased"):
        actions.chase_proof(**chase)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        actions.chase_proof(**{**chase, "indicator": "Z9"})  # type: ignore[arg-type]
    yearly = ProofTask.objects.get(indicator="")
    assert yearly.task.due_at.date() == date(2027, 1, 31)
    assert Task.objects.get(pk=owed.task_id).owner_account_id == by.account_id
    told = opening.proofs(by, [owed.pk, yearly.pk], MORNING)
    assert told[owed.pk].title == "Noter un stage et sa convention"
    assert str(contract) in told[yearly.pk].url
    stranger = coordinator(situations.elsewhere())
    assert opening.proofs(stranger, [owed.pk], MORNING) == {}
    with pytest.raises(NotFound):
        page(stranger, contract)


def test_one_contract_at_a_time_and_none_before_it_is_signed(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    given = {"organization_id": house, "payer": "CPAM", "new_structure": False, "by": by,
             "now": MORNING}  # fmt: skip
    with refused("contract_signed"):
        actions.sign_contract(signed_on=date(2025, 1, 1), **given)  # type: ignore[arg-type]
    with refused("contract_later"):
        later = (MORNING + timedelta(days=9)).date()
        actions.sign_contract(signed_on=later, **given)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        page(by, contract, 2023)


def test_supposing_writes_nothing_and_says_what_moves(by: AccountViewer, contract: UUID) -> None:
    found = queries.suppose(
        by, contract, 2025, {"placements": "2", "patients": "beaucoup"}, now=MORNING
    )
    assert [line[0] for line in found.lines] == ["A2.4"]
    assert found.gain.euros == Decimal("3150.00")
    assert [one.key for one in found.sliders if one.wrong] == ["patients"]
    assert not KeptStatement.objects.exists()


def test_the_pages_from_the_first_contract_to_the_act_behind_a_euro(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))

    def text(address: str) -> str:
        return client.get(address, follow=True).content.decode()

    with clock.frozen(MORNING):
        assert "Aucun contrat noté" in text(reverse("contracts"))
        signed = {"signed_on": "2024-03-01", "payer": "CPAM de la Loire"}
        went = client.post(reverse("contract-sign", args=[house]), signed)
        contract = went.headers["Location"].strip("/").split("/")[-1]
        assert "On ne peut pas encore compter" in text(reverse("contract", args=[contract]))
        declare = reverse("contract-declare", args=[contract])
        for key, value in (("patients", "4 000"), ("information_system", "standard")):
            client.post(declare, {"year": "2026", "key": key, "value": value})
        assert DeclaredFact.objects.get(key="patients").value == "4000"
        proof(by, house, "opening", notes={"hours": "12", "saturday": True, "weeks": 0})
        proof(by, house, "mission", title="Vaccination des adolescents")
        shown = text(reverse("contract", args=[contract]))
        for words in ("Pas de total en euros", "Rien n’est payé", "Ce qui manque", "M’en charger"):
            assert words in shown
        why = text(reverse("contract-indicator", args=[contract, 2026, "A1-7"]))
        for words in ("Vaccination des adolescents", "Ouvrir le document", "350", "Fiabilité"):
            assert words in why
        act = reverse("contract-act", args=[contract, 2026])
        client.post(act, {"indicator": "A2.4"})
        assert "en tâche" in text(reverse("contract", args=[contract]))
        client.post(act, {"geste": "keep"})
        assert "Relevés gardés" in text(reverse("contract", args=[contract]))
        supposed = text(reverse("contract-if", args=[contract, 2026]) + "?placements=4")
        assert "Ce qui bouge" in supposed
        nurse = coordinator(world, "practitioner")
        client.force_login(Account.objects.get(pk=nurse.account_id))
        assert "M’en charger" not in text(reverse("contract", args=[contract]))
        assert client.post(act, {"geste": "keep"}).status_code == 404


def test_a_proof_obtained_closes_its_task_and_may_be_chased_again(
    by: AccountViewer, house: UUID, contract: UUID
) -> None:
    def chased(indicator: str) -> ProofTask:
        return actions.chase_proof(
            contract_id=contract, year=2026, indicator=indicator, due_on=date(2026, 12, 31), by=by,
            now=MORNING,
        )  # fmt: skip

    placement, advice = chased("A2.4"), chased("A1.8a")
    line = proof(by, house, "placement", document=None)
    told = opening.proofs(by, [placement.pk, advice.pk], MORNING)
    assert (told[placement.pk].title, told[placement.pk].url.endswith("#placement")) == (
        "Joindre le document qui manque", True
    )  # fmt: skip
    assert str(contract) in told[advice.pk].url
    proof(by, house, "placement", day=LAST_YEAR)  # of another year: not what is waited for
    assert Task.objects.get(pk=placement.task_id).closed_at is None
    structures.attach_document(record_id=line.pk, document=PAPER, by=by, now=MORNING)
    done = Task.objects.get(pk=placement.task_id)
    assert (done.outcome, Task.objects.get(pk=advice.task_id).closed_at) == ("obtained", None)
    again = chased("A2.4")
    assert (again.pk, again.task_id != done.pk) == (placement.pk, True)
