"""The same answer once too often is noticed; what must be repeated never is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.signals import Attempt, Habit, Outcome, read_habits, repetitions
from maillon.errors import RuleError

DETOX = Habit("detox", "Cure", "parce que", within_days=2_000)
DIALYSIS = Habit("dialysis", "Dialyse", "le traitement", by_design=True)
HABITS = {"detox": DETOX, "dialysis": DIALYSIS}
START, LATE = date(2020, 1, 1), date(2027, 1, 1)


def cure(days: int, outcome: Outcome = "not_achieved", **more: Any) -> Attempt:
    began = START + timedelta(days=days)
    return Attempt("detox", began, began + timedelta(days=14), outcome=outcome, **more)


CURES = [cure(200 * place) for place in range(7)]


def standing(history: Sequence[Attempt], on: date = LATE, meetings: Sequence[date] = ()) -> int:
    """How many attempts the longest series that stands has; none: 0."""
    found = repetitions(history, HABITS, on=on, meetings=meetings)
    return len(found[0].attempts) if found else 0


def test_seven_cures_are_noticed_at_the_third_the_day_it_begins() -> None:
    third = CURES[2].started_on
    assert standing(CURES, on=third - timedelta(days=1)) == 0
    assert standing(CURES, on=third) == 3
    (found,) = repetitions(CURES, HABITS, on=LATE)
    assert (len(found.attempts), found.noticed_on) == (7, third)
    assert [reason.code for reason in found.reasons()] == ["answer_repeated", "no_shared_goal"]


def test_dialysis_three_times_a_week_for_years_is_no_question() -> None:
    days = [START + timedelta(days=day) for day in range(0, 2_000, 2)]
    assert standing([Attempt("dialysis", day, day, outcome="not_achieved") for day in days]) == 0


def test_an_answer_nobody_described_is_no_question() -> None:
    assert standing([replace(one, answer="walks") for one in CURES]) == 0


@pytest.mark.parametrize("outcome", ["achieved", "partly"])
def test_a_result_even_a_part_of_one_begins_the_series_again(outcome: Outcome) -> None:
    assert standing([*CURES[:4], cure(900, outcome)]) == 0
    assert standing([*CURES[:2], cure(350, outcome), *CURES[2:4]]) == 0


def test_a_circle_meeting_begins_the_series_again_and_it_may_come_back() -> None:
    held = CURES[3].started_on + timedelta(days=30)
    assert standing(CURES[:4], meetings=[held]) == 0
    assert standing(CURES[:6], meetings=[held]) == 0
    assert standing(CURES, meetings=[held]) == 3


def test_a_goal_shared_with_the_person_changes_the_question_once() -> None:
    aimed = [replace(one, goal="home") for one in CURES[3:]]
    assert standing([*CURES[:3], *aimed[:2]]) == 0
    (found,) = repetitions([*CURES[:3], *aimed], HABITS, on=LATE)
    assert len(found.attempts) == 4
    assert found.reasons()[1].code == "shared_goal_unmet"


def test_other_problems_are_other_questions_and_an_unwritten_one_joins_the_only_one() -> None:
    assert standing([replace(one, problem=str(one.started_on)) for one in CURES]) == 0
    assert standing([replace(CURES[0], problem="alcohol"), *CURES[1:3]]) == 3


def test_a_stay_that_moves_house_is_one_stay() -> None:
    assert standing([cure(15 * place) for place in range(6)]) == 0


def test_what_is_too_old_is_forgotten() -> None:
    assert standing([cure(0), cure(1_900), cure(2_300)]) == 0


def test_a_result_nobody_wrote_is_counted_and_said() -> None:
    (found,) = repetitions([replace(one, outcome="unknown") for one in CURES], HABITS, on=LATE)
    assert found.unknown == 6
    assert found.reasons()[-1].data == {"n": 6}


OUTCOMES: list[Outcome] = ["achieved", "partly", "not_achieved", "unknown"]
HISTORIES = st.lists(
    st.builds(
        Attempt,
        answer=st.sampled_from(["detox", "dialysis", "walks"]),
        started_on=st.dates(START, date(2026, 1, 1)),
        problem=st.sampled_from(["", "a", "b"]),
        outcome=st.sampled_from(OUTCOMES),
        goal=st.sampled_from(["", "", "g"]),
    ).map(lambda one: replace(one, ended_on=one.started_on + timedelta(days=10))),
    max_size=12,
)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_a_record_is_read_changes_nothing(
    history: list[Attempt], chance: Any
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert repetitions(shuffled, HABITS, on=LATE) == repetitions(history, HABITS, on=LATE)


@given(HISTORIES)
def test_a_series_holds_enough_failures_of_one_answer_within_its_window(
    history: list[Attempt],
) -> None:
    for found in repetitions(history, HABITS, on=LATE):
        days = (found.attempts[-1].started_on - found.attempts[0].started_on).days
        assert found.habit is DETOX
        assert len(found.attempts) >= DETOX.times
        assert days <= DETOX.within_days
        assert not {one.outcome for one in found.attempts} & {"achieved", "partly"}
        assert len({(one.answer, one.problem) for one in found.attempts}) == 1


@given(HISTORIES, st.integers(2, 5))
def test_asking_for_more_attempts_never_notices_more(history: list[Attempt], times: int) -> None:
    patient = {"detox": replace(DETOX, times=times + 1)}
    hasty = {"detox": replace(DETOX, times=times)}
    fewer = repetitions(history, patient, on=LATE)
    assert len(fewer) <= len(repetitions(history, hasty, on=LATE))


@given(HISTORIES)
def test_a_meeting_held_today_answers_every_question(history: list[Attempt]) -> None:
    assert repetitions(history, HABITS, on=LATE, meetings=[LATE]) == ()


ROW = {"answer": "detox", "label": "Cure", "because": "parce que"}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "une liste est attendue"),
        (["detox"], "habits.yaml, 1 : des lignes"),
        ([{**ROW, "colour": 1}], "clé « colour » : clé inconnue"),
        ([{**ROW, "label": " "}], "clé « label » : un texte"),
        ([{**ROW, "times": 1}], "clé « times » : écrivez un nombre entier d’au moins 2"),
        ([{**ROW, "times": True}], "clé « times »"),
        ([{**ROW, "by_design": "yes"}], "clé « by_design » : écrivez true ou false"),
        ([ROW, ROW], "décrite deux fois"),
    ],
)
def test_a_malformed_habit_names_its_place_and_the_remedy(document: Any, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        read_habits(document, "habits.yaml")
    assert said in str(refused.value)
