"""From acts to facts to points: what holds whatever the acts are."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.contracts.counting import Counted, count, needed, told
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.gathering import Declared, Told, gather, typed
from maillon.apps.journal.acts import act
from maillon.engines.aci import FACTS, rules

YEAR, LAST = 2025, date(2025, 12, 31)
TEAM = {"health": 13, "doctors": 4, "coordinator": 1, "ipa": 0}
WORDS = {
    "patients": Declared(UUID(int=1), 4000, LAST, paper=False),
    "information_system": Declared(UUID(int=2), "standard", LAST, paper=False),
}
NOTES = {"hours": "12", "saturday": True, "weeks": 0, "days": "1.5", "level": "1", "doctors": "2",
         "every": True}  # fmt: skip
OPENING = Told(UUID(int=3), "structures.proof_opening", date(2025, 1, 2), True, NOTES)
ACTS = st.lists(
    st.builds(
        Told,
        id=st.uuids(), act=st.sampled_from(sorted(evidence().acts - {OPENING.act})),
        day=st.dates(date(2024, 6, 1), date(2026, 6, 1)), proven=st.booleans(),
        notes=st.just(NOTES),
        persons=st.frozensets(st.integers(1, 300).map(lambda n: UUID(int=n)), max_size=30),
    ),
    max_size=25, unique_by=lambda one: one.id,
)  # fmt: skip


def counted(acts: list[Told], level: str = "proven") -> Counted:
    facts = gather(
        evidence(), [OPENING, *acts], TEAM, WORDS, year=YEAR, on=LAST, needed=needed(YEAR)
    )
    known = {key: getattr(one, level) for key, one in facts.items()}
    return count({key: value for key, value in known.items() if value is not None}, YEAR)


def worth(found: Counted) -> Decimal:
    assert found.statement is not None, found.asks
    return sum((line.worth for line in found.statement.lines), Decimal(0))


@settings(max_examples=60, deadline=None)
@given(ACTS, st.data())
def test_a_proof_taken_away_never_pays_more_and_the_order_of_acts_is_nothing(
    acts: list[Told], data: st.DataObject
) -> None:
    whole = counted(acts)
    assert counted(acts[::-1]).statement == whole.statement
    assert worth(counted(acts, "done")) >= worth(whole)
    assert all(line.worth >= 0 for line in whole.statement.lines)  # type: ignore[union-attr]
    if acts:
        gone = data.draw(st.sampled_from(acts))
        if gone.act != "structures.proof_sas":  # the last word counts, whatever it says
            assert worth(counted([one for one in acts if one != gone])) <= worth(whole)


@settings(max_examples=30, deadline=None)
@given(ACTS)
def test_acts_of_another_year_count_only_where_they_stand(acts: list[Told]) -> None:
    ways = evidence().ways.values()
    yearly = {act for way in ways if not way.standing for act in way.acts}
    within = [a for a in acts if a.day <= LAST and (a.act not in yearly or a.day.year == YEAR)]
    first, second = counted(acts).statement, counted(within).statement
    assert first is not None
    assert second is not None
    assert told(first) == told(second)


def test_every_act_that_proves_is_one_that_somebody_writes_and_every_indicator_has_a_wish() -> None:
    assert [act(code).code for code in evidence().acts]
    known = {one.id for one in rules().indicators}
    assert known - set(evidence().wishes) == {"FS.1"}  # entered from the contract's own annex
    free = {way.key for way in evidence().ways.values() if way.source == "declared"}
    assert free == {
        "patients", "precarity_percent", "crisis_year", "advance_paid_eur",
    }  # fmt: skip


def test_what_is_needed_and_unknown_is_asked_for_and_never_supposed() -> None:
    facts = gather(evidence(), [], TEAM, {}, year=YEAR, on=LAST, needed=needed(YEAR))
    known = {k: one.proven for k, one in facts.items() if one.proven is not None}
    found = count(known, YEAR)
    assert found.statement is None
    assert set(found.asks) == {
        "patients", "information_system", "opening_hours_per_day", "open_saturday_morning",
        "weeks_closed",
    }  # fmt: skip


def test_hours_without_their_paper_are_done_and_hold_nothing() -> None:
    open_ = Told(UUID(int=9), OPENING.act, LAST - timedelta(days=9), False, NOTES)
    facts = gather(evidence(), [open_], TEAM, WORDS, year=YEAR, on=LAST, needed=needed(YEAR))
    hours = facts["opening_hours_per_day"]
    assert (hours.proven, hours.done) == (0, Decimal(12))


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("patients", "4000", 4000), ("precarity_percent", "1,5", Decimal("1.5")),
     ("crisis_plan", "oui", True), ("crisis_plan", "false", False), ("patients", "", None),
     ("contract_signed_on", "2024-03-01", date(2024, 3, 1))],
)  # fmt: skip
def test_what_is_typed_becomes_what_the_engine_takes(key: str, text: str, value: object) -> None:
    assert typed(key, text) == value
    assert key in FACTS
