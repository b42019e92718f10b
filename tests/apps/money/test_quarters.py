"""A quarter paid never changes; whatever is corrected later, paid and to pay are what is owed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.accounts.models import Account
from maillon.apps.contracts import actions as contracts
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.gathering import Told
from maillon.apps.contracts.indemnities import Held, Person, Rate, shared
from maillon.apps.contracts.ledgers import ledgers
from maillon.apps.meetings import actions as meetings
from maillon.apps.money import actions, queries
from maillon.apps.money.models import PaidLine, PaidQuarter
from maillon.apps.money.quarters import Owed, Quarter, due_in, quarter_of, total
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.invariants import ALL
from tests.factories.desk import DeskWorld
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.structures import coordinator, member, rate, refused

HOUSE, CASE = UUID(int=1), "meetings.case_held"
WHO = [UUID(int=n) for n in range(10, 13)]
TEAM = [
    Person(UUID(int=100 + n), account, code, "associate", date(2020, 1, 1), None)
    for n, (account, code) in enumerate(zip(WHO, ("10", "60", "70"), strict=True))
]
RATES = [
    Rate("10", "hour", Decimal("75.55"), date(2020, 1, 1), None),
    Rate("60", "hour", Decimal("47.33"), date(2020, 1, 1), None),
    Rate("70", "meeting", Decimal("33.35"), date(2020, 1, 1), None),
]
FIRST = datetime(2025, 1, 6, 8, tzinfo=UTC)
ACTS = st.lists(
    st.builds(
        lambda pk, days, minutes, people: Held(
            pk, CASE, HOUSE, FIRST + timedelta(days=days), (FIRST + timedelta(days=days)).date(),
            FIRST, dict.fromkeys(people, Decimal(minutes)),
        ),
        st.uuids(), st.integers(0, 350), st.integers(1, 130),
        st.sets(st.sampled_from(WHO), min_size=1),
    ),
    min_size=1, max_size=8, unique_by=lambda one: one.id,
)  # fmt: skip
CEILINGS = st.sampled_from(((None,), (Decimal(100),), (Decimal("150.05"),)))
YEAR = [Quarter(2025, n) for n in range(1, 5)]


def owed_for(acts: Sequence[Held], ceiling: tuple[Decimal | None]) -> list[Owed]:
    """Counted by the same function as the indemnities; the three ledgers agree on the way."""
    money = shared(HOUSE, acts, [], TEAM, RATES, ceiling)
    proofs = [Told(a.id, a.act, a.day, True, {}, frozenset(), ("meeting", a.id)) for a in acts]
    three = ledgers(evidence(), proofs, acts, money, year=2025, on=date(2025, 12, 31))
    assert list(three.disagreements()) == []
    days = {one.id: one.day for one in acts}
    owed = [
        Owed(one.line.act, one.line.member, quarter_of(days[one.line.act]), one.euros)
        for one in money.lines
        if one.line.member
    ]
    assert sum((one.euros or 0 for one in owed), Decimal(0)) == money.paid()
    return owed


@settings(max_examples=60, deadline=None)
@given(ACTS, CEILINGS, st.data())
def test_paid_quarters_and_the_open_one_are_what_the_three_ledgers_owe(
    acts: list[Held], ceiling: tuple[Decimal | None], data: st.DataObject
) -> None:
    """Acts are cancelled, written late, or corrected after each payment; nothing paid moves."""
    settled: Quarter | None = None
    paid: list[Owed] = []
    late = data.draw(st.sets(st.sampled_from([one.id for one in acts])))
    for quarter in YEAR:
        standing = [one for one in acts if one.id not in late or quarter == YEAR[-1]]
        lines = due_in(quarter, owed_for(standing, ceiling), paid, settled)
        euros, before = total(lines), list(paid)
        assert euros is not None
        paid += [Owed(*one.key, one.quarter, one.euros) for one in lines]
        assert paid[: len(before)] == before
        settled = quarter
        acts = _touched(acts, data)
    standing = acts
    rest = due_in(YEAR[-1].next, owed_for(standing, ceiling), paid, settled)
    whole = [one.euros for one in owed_for(standing, ceiling)]
    told = [one.euros for one in paid] + [one.euros for one in rest]
    assert sum((one or 0 for one in told), Decimal(0)) == sum(
        (one or 0 for one in whole), Decimal(0)
    )
    assert all(one.corrects for one in rest)
    assert due_in(YEAR[-1], owed_for(standing, ceiling), paid, settled) == ()


def _touched(acts: list[Held], data: st.DataObject) -> list[Held]:
    """One act cancelled, or its presence said again; or nothing."""
    what = data.draw(st.sampled_from(("cancel", "correct", "nothing")))
    if not acts or what == "nothing":
        return acts
    one = data.draw(st.sampled_from(acts))
    rest = [act for act in acts if act.id != one.id]
    if what == "cancel":
        return rest
    people = data.draw(st.sets(st.sampled_from(WHO), min_size=1))
    return [*rest, replace(one, present=dict.fromkeys(people, Decimal(60)))]


def test_a_rate_that_is_asked_for_leaves_the_sum_unknown() -> None:
    key, first = (UUID(int=5), UUID(int=6)), YEAR[0]
    paid = [Owed(*key, first, Decimal(40))]
    lines = due_in(first.next, [Owed(*key, first, None)], paid, first)
    assert (total(lines), lines[0].before) == (None, Decimal(40))
    assert Quarter(2025, 4).next == Quarter(2026, 1)


def frozen_by_hand(by: AccountViewer, house: UUID, quarter: Quarter, now: datetime) -> PaidQuarter:
    """Refused with another sum, paid, undone, paid again: all from the page."""
    address = reverse("quarter", args=[house, quarter.year, quarter.number])
    typed = {"paid_on": now.date().isoformat(), "seen": "45.00"}
    with clock.frozen(now):
        client = Client()
        client.force_login(Account.objects.get(pk=by.account_id))
        assert client.post(address, {**typed, "seen": "44.00"}).status_code == 422
        assert client.post(address, typed).status_code == 303
        row = PaidQuarter.objects.get()
        assert client.post(reverse("quarter-undo", args=[row.pk])).status_code == 303
        assert client.post(address, typed).status_code == 303
        assert "45,00" in client.get(address).content.decode()
    return PaidQuarter.objects.get(undone_at=None)


@pytest.mark.django_db
def test_a_correction_after_the_payment_is_a_line_of_the_next_quarter(
    world: DeskWorld, by: AccountViewer
) -> None:
    house: UUID = world.desk.organization_id
    member(by, house, account_id=world.colleague.pk)
    rate(by, house)
    paid_at = datetime(AFTER.year + 1, 1, 10, 9, tzinfo=UTC)
    for year in (AFTER.year, paid_at.year):
        contracts.say_ceiling(organization_id=house, year=year, euros=None, by=by, now=AFTER)
    table = held(around_a_table(world, kind="case", minutes=60))
    quarter = quarter_of(AFTER.date())
    given = {"organization_id": house, "paid_on": AFTER.date(), "seen": Decimal(45)}
    with refused("quarter_running"):
        actions.freeze_quarter(quarter=quarter, by=by, now=AFTER, **given)  # type: ignore[arg-type]
    row = frozen_by_hand(by, house, quarter, paid_at)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaidLine.objects.filter(quarter=row).update(euros=1)
    later = paid_at + timedelta(days=1)
    with refused("quarter_kept"):
        actions.undo_freeze(quarter_id=row.pk, by=by, now=later)
    guest = table.meeting.guests.get(account_id=world.colleague.pk)
    meetings.correct_presence(
        meeting_id=table.meeting.pk, presences={guest.pk: "absent"}, reason="mistaken",
        by=table.by, now=later,
    )  # fmt: skip
    page = queries.quarter_page(by, house, quarter, now=later)
    assert (page.row.state, page.row.euros) == ("paid", Decimal(45))
    (line,) = queries.quarter_page(by, house, quarter.next, now=later).lines
    assert (line.euros, line.before) == (Decimal(-45), Decimal(45))
    assert [words for one in ALL.values() for words in one(later)] == []
    other = coordinator(world, "practitioner")
    own = queries.quarters_page(other, house, now=later)
    assert [one.euros for one in own.rows] == [Decimal(0)]
    with pytest.raises(NotFound):
        actions.freeze_quarter(quarter=quarter, by=other, now=later, **given)  # type: ignore[arg-type]
