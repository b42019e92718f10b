"""Planned, committed, spent; an invoice is written once; parts make the sum, to the cent."""

import itertools
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.accounts.models import Account
from maillon.apps.money import actions, queries
from maillon.apps.money.invariants import INVARIANTS
from maillon.apps.money.models import Invoice, ShareOut
from maillon.apps.money.sharing import CENT, Weightless, share
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.money import budget_line, invoice
from tests.factories.structures import coordinator, member, refused

WEIGHTS = st.lists(st.decimals(0, 5000, places=2), min_size=1, max_size=45)
SUMS = st.decimals("0.01", "250000", places=2)


@given(SUMS, WEIGHTS)
def test_parts_make_the_sum_each_within_a_cent_and_the_heavier_never_has_less(
    euros: Decimal, weights: list[Decimal]
) -> None:
    given_to = [(UUID(int=place), weight) for place, weight in enumerate(weights)]
    if not sum(weights):
        with pytest.raises(Weightless):
            share(euros, given_to)
        return
    parts = share(euros, given_to)
    assert sum(one.euros for one in parts) == euros
    for one in parts:
        assert abs(one.euros - euros * one.weight / one.of) < CENT
    ranked = sorted(parts, key=lambda one: one.weight)
    assert all(a.euros <= b.euros + CENT for a, b in itertools.pairwise(ranked))
    assert share(euros, given_to) == parts


def test_the_cents_left_go_to_who_lost_most_then_by_order() -> None:
    people = [UUID(int=n) for n in range(3)]
    parts = share(Decimal("100.00"), [(one, Decimal(1)) for one in people])
    assert [one.euros for one in parts] == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    two = share(Decimal("0.01"), [(people[0], Decimal(1)), (people[1], Decimal(2))])
    assert [one.euros for one in two] == [Decimal(0), CENT]


def client_of(by: AccountViewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    return client


@pytest.mark.django_db
def test_an_invoice_is_written_once_paid_once_and_the_budget_follows(
    by: AccountViewer, house: UUID
) -> None:
    line = budget_line(by, house)
    held = invoice(by, line.pk)
    for number in ("F 2026-14", "f2026-14"):
        with refused("invoice_twice"):
            invoice(by, line.pk, number=number, provider="ménage essai")
    with refused("record_paper"):
        invoice(by, line.pk, number="2", document=b"<html>")
    with refused("invoice_sums"):
        invoice(by, line.pk, number="2", vat=Decimal(240))
    (row,) = queries.invoices_page(by, house, now=MORNING).rows
    assert (row.state, row.net, row.lacking) == ("due", Decimal(200), Decimal(2))
    (told,) = queries.budget_page(by, house, now=MORNING).rows
    assert [told.planned, told.committed, told.done] == [Decimal(1200), Decimal(240), Decimal(0)]
    assert Task.objects.filter(kind="money.invoice", closed_at=None).count() == 1
    with refused("budget_used"):
        actions.withdraw_line(line_id=line.pk, by=by, now=MORNING)
    actions.pay_invoice(invoice_id=held.pk, paid_on=TODAY, by=by, now=MORNING)
    with refused("invoice_settled"):
        actions.pay_invoice(invoice_id=held.pk, paid_on=TODAY, by=by, now=MORNING)
    assert not Task.objects.filter(kind="money.invoice", closed_at=None).exists()
    (told,) = queries.budget_page(by, house, now=MORNING).rows
    assert told.done == Decimal(240)
    assert [words for one in INVARIANTS.values() for words in one(MORNING)] == []


@pytest.mark.django_db
def test_the_pages_write_a_budget_an_invoice_and_a_share_out(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    one, other = member(by, house).pk, member(by, house, name="Sacha Essai", profession="10").pk
    with clock.frozen(MORNING + timedelta(minutes=1)):
        client, day = client_of(by), TODAY.isoformat()
        budget = reverse("budget", args=[house])
        for heading in ("aci", "services", "indemnities"):
            assert client.post(budget, {"heading": heading, "planned": "900,50"}).status_code == 303
        assert client.post(budget, {"heading": "aci", "planned": "1"}).status_code == 422
        aci, bills = (
            next(row.id for row in queries.budget_page(by, house, now=MORNING).of(side)
                 if not row.heading.startswith("indem"))
            for side in ("income", "expense")
        )  # fmt: skip
        got = {"geste": "receipt", "line_id": aci, "euros": "450", "received_on": day}
        assert client.post(budget, got).status_code == 303
        assert "450,00" in client.get(budget).content.decode()
        typed = {"line_id": bills, "provider": "Ménage", "number": "7", "issued_on": day,
                 "due_on": day, "gross": "120", "vat": "20"}  # fmt: skip
        new = reverse("invoice-new", args=[house])
        assert client.post(new, typed).status_code == 303
        assert "numéro 7" in client.post(new, typed).content.decode()
        assert "120,00" in client.get(reverse("invoices", args=[house])).content.decode()
        paid = client.post(reverse("invoice-pay", args=[Invoice.objects.get().pk]))
        assert paid.status_code == 303
        said = {"label": "Solde", "euros": "100", "key": "list", f"m-{one}": "on",
                f"w-{one}": "1", f"m-{other}": "on", f"w-{other}": "2"}  # fmt: skip
        address = reverse("share-new", args=[house])
        assert "plus un centime du reste" in client.post(address, said).content.decode()
        assert not ShareOut.objects.exists()
        assert client.post(address, {**said, "geste": "keep"}).status_code == 303
        made = ShareOut.objects.get()
        assert "66,67" in client.get(reverse("share", args=[made.pk])).content.decode()
        assert client.get(reverse("share-csv", args=[made.pk])).status_code == 200
    lead = coordinator(world, "lead")
    for asked in (queries.budget_page, queries.invoices_page):
        with pytest.raises(NotFound):
            asked(lead, house, now=MORNING)
