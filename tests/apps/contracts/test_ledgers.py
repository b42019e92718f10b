"""One act, three ledgers: whatever the meetings, to the minute and to the cent."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.accounts.models import Account
from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.gathering import Told
from maillon.apps.contracts.indemnities import Held, Person, Rate, Year, claimed, shared
from maillon.apps.contracts.invariants import INVARIANTS
from maillon.apps.contracts.ledgers import Activity, Ledgers, ledgers
from maillon.apps.contracts.models import IndemnityRate
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.structures import coordinator, member, rate, refused

HOUSE, OTHER = UUID(int=1), UUID(int=2)
FIRST, LAST = datetime(2025, 3, 3, 8, tzinfo=UTC), date(2025, 12, 31)
CASE = "meetings.case_held"
WHO = [UUID(int=n) for n in range(10, 16)]  # the last two belong to no team
TEAM = [
    Person(UUID(int=100 + n), account, profession, status, date(2020, 1, 1), None)
    for n, (account, profession, status) in enumerate(
        zip(WHO, ("10", "60", "70", "COO"), ("associate",) * 3 + ("salaried",), strict=False)
    )
]
RATES = [
    Rate("10", "hour", Decimal("75.55"), date(2020, 1, 1), date(2025, 3, 4)),
    Rate("10", "meeting", Decimal("81.01"), date(2025, 3, 4), None),
    Rate("60", "hour", Decimal("47.33"), date(2020, 1, 1), None),
    Rate("70", "meeting", Decimal("33.35"), date(2020, 1, 1), None),
]
ACTS = st.lists(
    st.builds(
        lambda pk, act, holder, start, minutes, people, guests: Held(
            pk, act, holder, FIRST + timedelta(minutes=start), FIRST.date(),
            FIRST, dict.fromkeys(people, Decimal(minutes)), (Decimal(minutes),) * guests,
        ),
        st.uuids(), st.sampled_from((CASE, CASE, "meetings.team_held")),
        st.sampled_from((HOUSE, HOUSE, OTHER)), st.integers(0, 600), st.integers(1, 130),
        st.sets(st.sampled_from(WHO), min_size=1), st.integers(0, 2),
    ),
    min_size=1, max_size=9, unique_by=lambda one: one.id,
)  # fmt: skip
CEILINGS = st.sampled_from((None, (None,), (Decimal(100),), (Decimal("150.05"),)))


def year(acts: Sequence[Held], ceiling: tuple[Decimal | None] | None = (None,)) -> Year:
    mine = [one for one in acts if one.holder == HOUSE]
    return shared(HOUSE, mine, acts, TEAM, RATES, ceiling)


def told(act: Held) -> Told:
    return Told(act.id, act.act, act.day, True, {}, frozenset(act.present), ("meeting", act.id))


def three(acts: Sequence[Held], ceiling: tuple[Decimal | None] | None) -> Ledgers:
    mine = [one for one in acts if one.holder == HOUSE]
    proofs = [told(one) for one in mine if one.act == CASE]
    return ledgers(evidence(), proofs, mine, year(acts, ceiling), year=2025, on=LAST)


def by_the_hour(found: Year) -> Decimal:
    """A sum by the meeting may rise when one long act leaves its minutes to two short ones."""
    hourly = [one.euros or Decimal(0) for one in found.lines
              if one.line.rate and one.line.rate.basis == "hour"]  # fmt: skip
    return sum(hourly, Decimal(0))


@settings(max_examples=80, deadline=None)
@given(ACTS, CEILINGS, st.data())
def test_an_act_cancelled_leaves_the_three_ledgers_by_exactly_its_share(
    acts: list[Held], ceiling: tuple[Decimal | None] | None, data: st.DataObject
) -> None:
    before = three(acts, ceiling)
    assert list(before.disagreements()) == []
    if not before.shares:
        return
    share = data.draw(st.sampled_from(before.shares))
    after = three([one for one in acts if one.id != share.act.id], ceiling)
    assert list(after.disagreements()) == []
    kind = share.act.act
    lost = after.report.get(kind, Activity(0, Decimal(0)))
    assert before.report[kind].acts - lost.acts == 1
    assert before.report[kind].minutes - lost.minutes == share.minutes
    assert {k: (v, after.facts.get(k, 0)) for k, v in before.facts.items()
            if v != after.facts.get(k, 0)} == {k: (v, w) for k, v, w in share.proves}  # fmt: skip
    assert bool(share.proves) == (kind == CASE)
    whole, rest = year(acts), year([one for one in acts if one.id != share.act.id])
    crossed = any(
        one.id != share.act.id and set(one.present) & set(share.act.present)
        and one.began < share.act.began + timedelta(hours=3)
        and share.act.began < one.began + timedelta(hours=3)
        for one in acts
    )  # fmt: skip
    mine = [one.euros for one in whole.lines if one.line.act == share.act.id]
    assert all(one is not None for one in mine), "everybody here has a rate"
    if not crossed:  # else the minutes it had taken go to the act that waited for them
        assert (whole.paid() or 0) - (rest.paid() or 0) == sum(one or 0 for one in mine)
    assert by_the_hour(whole) >= by_the_hour(rest) - Decimal("0.05")


@settings(max_examples=80, deadline=None)
@given(ACTS, CEILINGS)
def test_a_minute_is_counted_once_in_all_structures_and_nobody_passes_the_ceiling(
    acts: list[Held], ceiling: tuple[Decimal | None] | None
) -> None:
    counted = claimed(acts)
    assert counted == claimed(acts[::-1])
    for account in WHO:
        lived = {
            (one.began - FIRST) // timedelta(minutes=1) + minute
            for one in acts if account in one.present
            for minute in range(int(one.present[account]))
        }  # fmt: skip
        assert sum(m for (_, who), m in counted.items() if who == account) == len(lived)
    found = year(acts, ceiling)
    for person in TEAM:
        euros = [one.euros for one in found.lines if one.line.member == person.member]
        due = sum(o.line.due or 0 for o in found.lines if o.line.member == person.member)
        if ceiling is None and person.status == "associate":
            assert all(one is None for one in euros)
        elif ceiling and ceiling[0]:
            assert sum(one or 0 for one in euros) == min(due, ceiling[0])


def test_what_is_not_known_is_asked_for_and_never_zero() -> None:
    act = Held(UUID(int=9), CASE, HOUSE, FIRST, FIRST.date(), FIRST, {WHO[0]: Decimal(60)})
    assert shared(HOUSE, [act], [], TEAM, [], (None,)).paid() is None
    assert shared(HOUSE, [act], [], TEAM, [], (None,)).unrated == ("10",)
    assert year([act], None).paid() is None
    assert year([act]).paid() == Decimal("75.55")
    late = replace(act, day=date(2025, 3, 4))
    assert year([late]).paid() == Decimal("81.01")
    back = replace(TEAM[0], member=UUID(int=200), joined_on=late.day)
    twice = [replace(TEAM[0], left_on=late.day), back]
    lines = shared(HOUSE, [act, replace(late, id=UUID(int=8))], [], twice, RATES, (Decimal(80),))
    assert lines.paid() == Decimal(80), "who left and came back has one ceiling"
    gone = [replace(TEAM[0], left_on=FIRST.date())]
    (line,) = shared(HOUSE, [act], [], gone, RATES, (None,)).lines
    assert (line.line.why, line.euros) == ("stranger", Decimal(0))


def client_of(account_id: UUID) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=account_id))
    return client


def only_hers(world: DeskWorld, house: UUID, nurse: Member) -> None:
    """A colleague reads her own lines, not the others'."""
    own = client_of(world.colleague.pk)
    assert "37,92" in own.get(reverse("staff-indemnities", args=[nurse.pk])).content.decode()
    other = coordinator(world, "practitioner")
    theirs = client_of(other.account_id).get(reverse("indemnities", args=[house]))
    assert nurse.name not in theirs.content.decode()
    assert "37,92" not in theirs.content.decode()
    with pytest.raises(NotFound):
        queries.member_indemnities(other, nurse.pk, now=AFTER)


@pytest.mark.django_db
def test_a_meeting_pays_who_came_and_cancelled_leaves_the_three_pages(
    world: DeskWorld, by: AccountViewer
) -> None:
    house: UUID = world.desk.organization_id
    nurse = member(by, house, account_id=world.colleague.pk)
    held(around_a_table(world, kind="case", minutes=50))
    client = client_of(by.account_id)
    with clock.frozen(AFTER):
        page = client.get(reverse("indemnities", args=[house])).content.decode()
        assert "le tarif : infirmier" in page
        assert "à compléter" in page
        rates = reverse("indemnity-rates", args=[house])
        typed = {"profession": "60", "euros": "45,50", "basis": "hour", "starts_on": "2026-01-01"}
        assert client.post(rates, {"geste": "rate", **typed}).status_code == 303
        assert client.post(rates, {"geste": "ceiling"}).status_code == 422
        assert client.post(rates, {"geste": "ceiling", "most": "500"}).status_code == 303
        assert "37,92" in client.get(reverse("indemnities", args=[house])).content.decode()
        text = client.get(reverse("indemnities-csv", args=[house])).content.decode("utf-8-sig")
        (line,) = csv.DictReader(text.splitlines(), delimiter=";")
        entry = Entry.objects.get(act=CASE)
        assert line["Identifiant de l’acte"] == str(entry.pk)
        assert (line["Période"], line["À payer en euros"]) == ("2026-T4", "37,92")
        before = queries.ledgers_page(by, house, now=AFTER)
        assert before.ledgers.money.paid() == Decimal("37.92")
        assert before.ledgers.report[CASE] == Activity(1, Decimal(150))
        assert before.ledgers.facts["case_meetings"] == 1
        assert "s’accordent" in client.get(reverse("ledgers", args=[house])).content.decode()
        only_hers(world, house, nurse)
        assert [words for one in INVARIANTS.values() for words in one(AFTER)] == []
        journal.cancel(entry_id=entry.pk, by=by, now=AFTER, reason="mistaken")
        after = queries.ledgers_page(by, house, now=AFTER)
        assert (after.ledgers.shares, after.ledgers.money.paid()) == ((), Decimal(0))
        assert (after.ledgers.facts, after.ledgers.report) == ({}, {})
        assert [one.id for one in after.struck] == [entry.pk]
        assert client.get(reverse("ledgers", args=[house])).status_code == 200


@pytest.mark.django_db
def test_a_new_rate_ends_the_one_before_and_none_covers_another(
    world: DeskWorld, by: AccountViewer
) -> None:
    house: UUID = world.desk.organization_id
    first = rate(by, house)
    rate(by, house, starts_on=date(2026, 1, 1), euros=Decimal(47))
    assert IndemnityRate.objects.get(pk=first).ends_on == date(2026, 1, 1)
    for code, wrong in (
        ("rate_overlaps", {"starts_on": date(2025, 6, 1)}),
        ("rate_days", {"ends_on": date(2024, 1, 1)}),
        ("rate_nothing", {"euros": Decimal(0)}),
    ):
        with refused(code):
            rate(by, house, **wrong)
    actions.withdraw_rate(rate_id=first, by=by, now=MORNING)
    with pytest.raises(Refused):
        actions.withdraw_rate(rate_id=first, by=by, now=MORNING)
    rate(by, house, starts_on=date(2025, 6, 1), ends_on=date(2026, 1, 1))
