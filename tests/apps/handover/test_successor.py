"""A structure passes from one to another: its file, the tasks, the access; nothing late is lost."""

import io
import zipfile
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.contracts.knowing import gathered
from maillon.apps.contracts.models import AciContract
from maillon.apps.handover import actions, queries
from maillon.apps.handover.invariants import INVARIANTS
from maillon.apps.protocols.actions import NewSignature, note_signature
from maillon.apps.structures import actions as structures
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.protocols import adopted
from tests.factories.structures import (
    coordinator,
    member,
    owed,
    proof,
    refused,
    under_contract,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def successor(world: DeskWorld) -> AccountViewer:
    return coordinator(world, "manager")


def lines(by: AccountViewer, house: UUID, code: str) -> list[tuple[str, str, str]]:
    found = queries.handover_file(by, house, now=MORNING)
    part = next(one for one in found.sections if one.code == code)
    return [(one.words, one.who, one.state) for one in part.lines]


def test_the_file_tells_tasks_contract_papers_people_and_names_no_person(
    by: AccountViewer, house: UUID, successor: AccountViewer
) -> None:
    owed(by, house, by.account_id, days=-2)
    owed(by, house, by.account_id, kind="cockpit.alert")
    owed(by, house, by.account_id, kind="desk.callback")
    under_contract(by, house)
    proof(by, house, "mission", document=b"")
    told = lines(successor, house, "tasks")
    assert [state for *_, state in told] == ["en retard", "", ""]
    assert [who for _, who, _ in told] == [Account.objects.get(pk=by.account_id).name] * 2 + [
        "la structure"
    ]
    assert "noté" in told[1][0]
    assert lines(successor, house, "proofs")[0][0].endswith("Essai mission")
    signed = [line[:2] for line in lines(successor, house, "contracts")]
    assert ("contrat signé le 01/03/2024", "CPAM") in signed
    assert len(lines(successor, house, "access")) >= 2
    assert ("coordination", "Dominique Essai", "") in [
        (words.lower(), who, state) for words, who, state in lines(successor, house, "team")
    ]


def test_tasks_pass_in_one_gesture_and_come_back(
    by: AccountViewer, house: UUID, successor: AccountViewer
) -> None:
    late = owed(by, house, by.account_id, days=-2)
    done = owed(by, house, by.account_id)
    asked = owed(by, house, by.account_id, kind="care.message")
    with refused("handover_same"):
        actions.pass_tasks(organization_id=house, from_id=by.account_id, to_id=by.account_id,
                           by=by, now=MORNING)  # fmt: skip
    stranger = coordinator(situations.elsewhere())
    with refused("handover_stranger"):
        actions.pass_tasks(organization_id=house, from_id=by.account_id,
                           to_id=stranger.account_id, by=by, now=MORNING)  # fmt: skip
    made = actions.pass_tasks(
        organization_id=house, from_id=by.account_id, to_id=successor.account_id, by=successor,
        now=MORNING,
    )  # fmt: skip
    for task, owner in ((late, successor), (done, successor), (asked, by)):
        task.refresh_from_db()
        assert task.owner_account_id == owner.account_id
    assert late.due_at == MORNING - timedelta(days=2)
    page = queries.leaving_page(by, house, by.account_id, now=MORNING)
    assert (page.tasks, page.kept, page.passed[0].tasks) == (0, 1, 2)
    with refused("handover_nothing"):
        actions.pass_tasks(organization_id=house, from_id=by.account_id,
                           to_id=successor.account_id, by=by, now=MORNING)  # fmt: skip
    assert [words for check in INVARIANTS.values() for words in check(MORNING)] == []
    # What the successor did meanwhile is done; the rest goes back
    tasks.close_task(task_id=done.pk, outcome="done", by=successor, now=MORNING)
    actions.return_tasks(succession_id=made.pk, by=by, now=MORNING)
    late.refresh_from_db()
    done.refresh_from_db()
    assert (late.owner_account_id, done.owner_account_id) == (by.account_id, successor.account_id)
    with refused("handover_returned"):
        actions.return_tasks(succession_id=made.pk, by=by, now=MORNING)


def test_an_access_ends_on_its_day_and_never_ones_own(
    by: AccountViewer, house: UUID, world: DeskWorld, successor: AccountViewer
) -> None:
    nurse = coordinator(world, "practitioner")
    soon = TODAY + timedelta(days=20)

    def end(who: AccountViewer, day: date) -> int:
        return actions.end_access(
            organization_id=house, account_id=who.account_id, last=day, by=by, now=MORNING
        )

    with refused("access_own"):
        end(by, TODAY)
    with refused("access_administrator"):
        end(coordinator(world, "administrator"), TODAY)
    assert end(nurse, soon) == 1
    account = Account.objects.get(pk=nurse.account_id)
    assert viewer_of(account, now=MORNING).roles
    assert viewer_of(account, now=MORNING + timedelta(days=20)).roles == ()
    assert end(successor, date(2020, 1, 1)) == 1
    assert not Account.objects.get(pk=successor.account_id).is_active
    with refused("access_none"):
        end(successor, TODAY)


def test_a_nurse_leaves_in_june(by: AccountViewer, house: UUID, world: DeskWorld) -> None:
    account = situations.account("Camille Essai", world.desk)
    nurse = member(by, house, name="Ida Essai", account_id=account.pk)
    member(by, house, name="Dr Léo Essai", profession="10")
    signed = adopted(by, house)
    contract_id, _ = under_contract(by, house)
    owed(by, house, account.pk)
    june = date(2026, 6, 15)
    asked = queries.leaving_page(by, house, account.pk, now=MORNING)
    assert asked.changes[0].state == "à dater"
    structures.note_departure(member_id=nurse.pk, left_on=june, leaving="moved", by=by, now=MORNING)
    # Indicators: she counts until the eve
    contract = AciContract.objects.get(pk=contract_id)
    eve, day = (
        gathered(contract, 2026, on).facts["professionals"].done
        for on in (june - timedelta(days=1), june)
    )
    assert eve - day == 1
    # Signatures: none from that day on
    with pytest.raises(NotFound):
        note_signature(protocol_id=signed.pk, new=NewSignature(june, nurse.pk), by=by, now=MORNING)
    told = " ".join(
        one.words for one in queries.leaving_page(by, house, account.pk, now=MORNING).changes
    )
    for words in ("15/06/2026", "indemnisées", "signer un protocole", "1 protocole porte"):
        assert words in told
    hand_on_and_close(by, house, account)


def hand_on_and_close(by: AccountViewer, house: UUID, account: Account) -> None:
    """Her open task and her access, on the pages."""
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    address = reverse("handover-pass", args=[house])
    with clock.frozen(MORNING):
        assert "2 tâches ouvertes" in client.get(f"{address}?qui={account.pk}").content.decode()
        given = {"qui": str(account.pk), "successor": str(by.account_id)}
        assert client.post(address, given).status_code == 303
        closing = {"qui": str(account.pk), "last": "2026-11-24"}
        assert client.post(reverse("handover-end", args=[house]), closing).status_code == 303
        page = client.get(f"{address}?qui={account.pk}").content.decode()
        assert "n’ouvre plus rien" in page
        client.post(reverse("handover-return", args=[
            queries.leaving_page(by, house, None, now=MORNING).passed[0].id
        ]))  # fmt: skip
        # She has left: the tasks would be nobody's
        assert "pas de compte ouvert" in client.get(address).content.decode()
    assert viewer_of(Account.objects.get(pk=account.pk), now=MORNING).roles == ()


def test_the_file_is_taken_away_as_pdf_sheet_and_zip_and_strangers_find_nothing(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    owed(by, house, by.account_id, days=-1)
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        assert "en retard" in client.get(reverse("handover", args=[house])).content.decode()
        packed = client.get(reverse("handover-zip", args=[house])).content
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        names = opened.namelist()
        assert names[1:] == ["relais.csv", "relais.xlsx"]
        assert opened.read("relais.pdf").startswith(b"%PDF")
        book = load_workbook(io.BytesIO(opened.read("relais.xlsx")))
    assert [cell.value for cell in book.worksheets[0][1]][:2] == ["Partie", "Quoi"]
    assert book.worksheets[0].max_row > 2
    for who in (coordinator(world, "practitioner"), coordinator(situations.elsewhere())):
        with pytest.raises(NotFound):
            queries.handover_file(who, house, now=MORNING)
