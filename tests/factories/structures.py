"""Named situations of a structure's life. Every person is invented."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.contracts import actions as contracts
from maillon.apps.handover import actions as handover
from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewHolding, NewMember, NewRecord
from maillon.apps.structures.models import Holding, Member, Record
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

__all__ = [
    "PAPER", "ROWS", "coordinator", "holding", "member", "owed", "passed_on", "proof", "rate",
    "refused", "sent", "under_contract",
]  # fmt: skip

PAPER = b"%PDF-1.4 essai"

ROWS = [
    ["NOM", "Prénom", "Profession", "Entrée", "Mail"],
    ["Essai", "Camille", "IDE", "01/09/2024", "camille@exemple.test"],
    ["Essai", "Sacha", "astronaute", "", ""],
]


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def coordinator(world: DeskWorld, code: str = "coordinator") -> AccountViewer:
    account = situations.account(f"{code} {world.desk.name}")
    ScopedRole.objects.create(
        account=account, organization=world.desk.organization, code=code,
        starts_on=TODAY - timedelta(days=9),
    )  # fmt: skip
    return viewer_of(account, now=MORNING)


def member(by: AccountViewer, organization_id: UUID, **changed: object) -> Member:
    """A nurse, associate for two years, unless told otherwise."""
    given: dict[str, object] = {
        "name": "Camille Essai", "profession": "60", "status": "associate",
        "joined_on": date(2024, 9, 1), **changed,
    }  # fmt: skip
    new = NewMember(**given)  # type: ignore[arg-type]
    return actions.add_member(organization_id=organization_id, new=new, by=by, now=MORNING)


def sent(by: AccountViewer, organization_id: UUID) -> UUID:
    """A list of two lines, one of which will be refused."""
    return actions.receive_list(organization_id=organization_id, rows=ROWS, by=by, now=MORNING).pk


def proof(by: AccountViewer, organization_id: UUID, kind: str, **changed: object) -> Record:
    """A line of a register with its paper, of this spring."""
    given: dict[str, object] = {
        "title": f"Essai {kind}", "day": date(2026, 4, 7), "document": PAPER, **changed,
    }  # fmt: skip
    new = NewRecord(kind, **given)  # type: ignore[arg-type]
    return actions.add_record(organization_id=organization_id, new=new, by=by, now=MORNING)


def rate(by: AccountViewer, house: UUID, **changed: object) -> UUID:
    """Nurses are paid 45 euros an hour since last year, unless told otherwise."""
    given: dict[str, object] = {
        "profession": "60", "basis": "hour", "euros": Decimal(45),
        "starts_on": date(2025, 1, 1), "ends_on": None, **changed,
    }  # fmt: skip
    made = contracts.write_rate(organization_id=house, by=by, now=MORNING, **given)  # type: ignore[arg-type]
    return made.pk


def holding(by: AccountViewer, organization_id: UUID, **changed: object) -> Holding:
    """A contract with a provider that ends in two hundred days, three months' notice."""
    given: dict[str, object] = {
        "kind": "provider", "title": "Essai d’entretien", "starts_on": date(2025, 1, 1),
        "ends_on": TODAY + timedelta(days=200), "notice_days": 90,
        "notes": {"provider": "Essai"}, "document": PAPER, **changed,
    }  # fmt: skip
    new = NewHolding(**given)  # type: ignore[arg-type]
    return actions.add_holding(organization_id=organization_id, new=new, by=by, now=MORNING)


def owed(by: AccountViewer, house: UUID, account_id: UUID, days: int = 3, **more: str) -> Task:
    """Something somebody of the house must do; late where ``days`` is negative."""
    return tasks.open_task(
        kind=more.get("kind", "contracts.proof"), organization_id=house,
        owner=tasks.Owner(account_id=account_id), origin=("proof", new_id()),
        due_at=MORNING + timedelta(days=days), by=by, now=MORNING,
    )  # fmt: skip


def passed_on(by: AccountViewer, house: UUID, from_id: UUID) -> UUID:
    """A task of somebody given to whoever asks."""
    owed(by, house, from_id)
    return handover.pass_tasks(
        organization_id=house, from_id=from_id, to_id=by.account_id, by=by, now=MORNING
    ).pk


def under_contract(by: AccountViewer, house: UUID) -> tuple[UUID, UUID]:
    """A contract whose year can be counted: hours, plan, coordinator, list of patients, software.

    The contract, and its declared list.
    """
    proof(by, house, "opening", notes={"hours": "12", "saturday": True, "weeks": 0})
    member(by, house, name="Dominique Essai", profession="COO", status="salaried",
           post="coordinator")  # fmt: skip
    made = contracts.sign_contract(
        organization_id=house, signed_on=date(2024, 3, 1), payer="CPAM", new_structure=False,
        by=by, now=MORNING,
    )  # fmt: skip
    fact = None
    for year in (2025, 2026):
        for key, value in (("information_system", "standard"), ("patients", "4000")):
            fact = contracts.declare_fact(
                contract_id=made.pk, year=year, key=key, value=value, by=by, now=MORNING
            )
    assert fact is not None
    return made.pk, fact.pk
