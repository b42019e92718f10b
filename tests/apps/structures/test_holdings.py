"""What a structure holds: one reminder for each date, and the label that its contract reads."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.contracts.knowing import gathered
from maillon.apps.contracts.models import AciContract, DeclaredFact
from maillon.apps.structures import actions, queries
from maillon.apps.structures.holdings import HOLDINGS
from maillon.apps.structures.models import Holding
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.structures import PAPER, coordinator, holding, refused, under_contract

pytestmark = pytest.mark.django_db


def reminders() -> list[Task]:
    return list(Task.objects.open().filter(kind="structures.holding"))


def test_a_date_is_one_reminder_before_its_notice_and_the_next_one_replaces_it(
    by: AccountViewer, house: UUID
) -> None:
    one = holding(by, house)
    assert [task.due_at.date() for task in reminders()] == [TODAY + timedelta(days=200 - 90 - 30)]
    line = queries.holdings(by, house, now=MORNING)[0]
    assert (line.by, line.state) == (TODAY + timedelta(days=110), "running")
    later = queries.holdings(by, house, now=MORNING + timedelta(days=85))[0]
    assert later.state == "soon"
    assert queries.holdings(by, house, now=MORNING + timedelta(days=111))[0].state == "late"
    actions.renew_holding(
        holding_id=one.pk, ends_on=TODAY + timedelta(days=565), by=by, now=MORNING
    )
    assert len(reminders()) == 1
    actions.close_holding(holding_id=one.pk, by=by, now=MORNING)
    assert reminders() == []
    with refused("holding_closed"):
        actions.close_holding(holding_id=one.pk, by=by, now=MORNING)
    assert "entretien" not in str(Holding.objects.values().get())


def test_what_is_no_line_is_refused(by: AccountViewer, house: UUID, world: DeskWorld) -> None:
    for changed, code in (
        ({"title": " "}, "record_untitled"),
        ({"starts_on": TODAY + timedelta(days=1), "ends_on": None}, "record_later"),
        ({"ends_on": TODAY - timedelta(days=900)}, "holding_days"),
        ({"notes": {}}, "holding_lacks"),
        ({"kind": "processing"}, "holding_lacks"),
        ({"document": b"MZ"}, "record_paper"),
    ):
        with refused(code):
            holding(by, house, **changed)
    for who, kind in (
        (coordinator(world, "practitioner"), "provider"), (by, "unheard"),
        (coordinator(situations.elsewhere()), "provider"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            holding(who, house, kind=kind)


def test_the_label_of_the_software_is_read_by_the_contract(by: AccountViewer, house: UUID) -> None:
    contract_id, _ = under_contract(by, house)
    DeclaredFact.objects.filter(key="information_system").update(withdrawn_at=MORNING)
    contract = AciContract.objects.get(pk=contract_id)

    def told() -> tuple[object, object]:
        fact = gathered(contract, 2026, TODAY).facts["information_system"]
        return fact.proven, fact.done

    assert told() == (None, None)
    notes = {"name": "Essai", "level": "advanced"}
    one = holding(by, house, kind="software", notes=notes, document=b"")
    assert told() == (None, "advanced")
    notes = {"name": "Essai", "level": "standard"}
    two = holding(by, house, kind="software", notes=notes, starts_on=date(2026, 3, 2))
    assert told() == ("standard", "standard")
    for closed in (one, two):
        actions.close_holding(holding_id=closed.pk, by=by, now=MORNING)
    assert told() == (None, None)


def test_the_pages_note_each_kind_renew_and_close(by: AccountViewer, house: UUID) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        for kind in HOLDINGS.values():
            address = reverse("holding-new", args=[house, kind.code])
            assert kind.ends in client.get(address).content.decode()
            typed = {f"n_{one.code}": one.choices[-1][0] if one.choices else "x"
                     for one in kind.fields}  # fmt: skip
            typed |= {"title": f"Essai {kind.code}", "starts_on": "2026-01-05",
                      "ends_on": "2027-06-01"}  # fmt: skip
            assert client.post(address, typed).status_code == 303
        page = client.get(reverse("holdings", args=[house])).content.decode()
        assert (
            "article 30"
            in client.get(reverse("holding-new", args=[house, "processing"])).content.decode()
        )
        assert all(f"Essai {code}" in page for code in HOLDINGS)
        one = holding(by, house)
        address = reverse("holding-act", args=[one.pk])
        assert client.get(reverse("holding-paper", args=[one.pk])).content == PAPER
        client.post(address, {"ends_on": "2020-01-01"})
        client.post(address, {"geste": "close"})
        one.refresh_from_db()
        assert one.closed_at == MORNING
    assert len(reminders()) == len(HOLDINGS)
