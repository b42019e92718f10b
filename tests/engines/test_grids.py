"""A grid scores what was answered, says what it does not know, and never guesses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.grids import (
    Composed,
    Composition,
    Fee,
    Questionnaire,
    Requirement,
    Source,
    Teammate,
    compare,
    compose,
    eligibility,
    in_force,
    read_composition,
    read_grid,
    score,
)
from maillon.errors import Refused, RuleError

DAY = date(2026, 11, 24)
SOURCE = {"name": "Guide imaginé pour les essais", "confidence": "C"}
GRID: dict[str, Any] = {
    "code": "fatigue",
    "title": "Grille imaginée",
    "version": "1",
    "since": date(2026, 1, 1),
    "source": SOURCE,
    "rescore_days": 90,
    "thresholds": [
        {"at_least": 3, "out_of": 6, "source": SOURCE},
        {"within": ["pregnancy"], "at_least": 4, "out_of": 8, "source": SOURCE},
    ],
    "items": [
        {"code": "alone", "text": "Vit seule", "weight": 1},
        {"code": "falls", "text": "Est tombée cette année", "weight": 2},
        {
            "code": "drugs",
            "text": "Médicaments par jour",
            "options": [
                {"code": "few", "text": "moins de cinq", "points": 0},
                {"code": "many", "text": "cinq ou plus", "points": 3},
            ],
        },
        {"code": "twins", "text": "Grossesse multiple", "weight": 2, "within": ["pregnancy"]},
    ],
}
PREGNANT = frozenset({"pregnancy"})
SAID = {"alone": "yes", "falls": "yes", "drugs": "few"}


def grid(**changed: Any) -> Questionnaire:
    return read_grid({**GRID, **changed}, "fatigue.yaml")


def answers(items: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    options = {item.code: [one.code for one in item.options] for item in grid().items}
    return st.fixed_dictionaries(
        {}, optional={code: st.sampled_from(options[code]) for code in items}
    )


EVERYTHING = answers(("alone", "falls", "drugs", "twins"))


def test_a_full_grid_is_the_sum_of_its_answers() -> None:
    told = score(grid(), SAID, on=DAY)
    assert (told.least, told.most, told.verdict) == (Decimal(3), Decimal(3), "reached")
    assert told.rescore_on == DAY + timedelta(days=90)
    assert [reason.code for reason in told.reasons()] == [
        "grid_weighs",
        "grid_weighs",
        "grid_reached",
    ]
    assert told.reasons()[0].data["item"] == "Est tombée cette année"


def test_a_question_nobody_asked_is_neither_nothing_nor_everything() -> None:
    told = score(grid(), {"alone": "yes"}, on=DAY)
    assert (told.least, told.most, told.verdict) == (Decimal(1), Decimal(6), "undecided")
    assert told.unanswered == ("falls", "drugs")


def test_a_situation_brings_its_questions_and_its_threshold() -> None:
    told = score(grid(), SAID, on=DAY, situations=PREGNANT)
    assert (told.threshold.at_least, told.unanswered) == (Decimal(4), ("twins",))
    assert told.verdict == "undecided"
    assert score(grid(), {**SAID, "twins": "no"}, on=DAY, situations=PREGNANT).verdict == (
        "not_reached"
    )


def test_an_answer_to_a_question_of_another_situation_is_kept_and_not_counted() -> None:
    assert score(grid(), {**SAID, "twins": "yes"}, on=DAY).most == Decimal(3)


def test_without_one_of_its_entries_a_threshold_reached_is_not_enough() -> None:
    narrow = grid(entries=["palliative_care", "stroke"])
    outside = score(narrow, SAID, on=DAY)
    assert outside.verdict == "not_reached"
    assert outside.reasons()[-1].code == "grid_no_entry"
    assert score(narrow, SAID, on=DAY, situations=frozenset({"stroke"})).verdict == "reached"


@pytest.mark.parametrize("wrong", [{"alone": "perhaps"}, {"height": "yes"}])
def test_an_answer_the_grid_does_not_have_is_refused(wrong: Mapping[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        score(grid(), wrong, on=DAY)
    assert refused.value.code == "grid_answer_unknown"


def test_a_grid_whose_questions_are_not_public_asks_for_them() -> None:
    with pytest.raises(RuleError, match=r"« fatigue », version 1 : la liste des questions manque"):
        score(grid(items=[]), {}, on=DAY)


@given(EVERYTHING, st.sampled_from(["alone", "falls", "drugs"]), st.sets(st.just("pregnancy")))
def test_answering_narrows_and_never_contradicts(
    said: dict[str, str], asked: str, situations: set[str]
) -> None:
    known = frozenset(situations)
    before = score(grid(), said, on=DAY, situations=known)
    for option in next(item for item in grid().items if item.code == asked).options:
        if asked in said:
            continue
        after = score(grid(), {**said, asked: option.code}, on=DAY, situations=known)
        assert before.least <= after.least <= after.most <= before.most
        assert before.verdict in ("undecided", after.verdict)


@given(EVERYTHING)
def test_a_score_stays_within_the_grid_and_its_reasons_add_up(said: dict[str, str]) -> None:
    told = score(grid(), said, on=DAY)
    assert 0 <= told.least <= told.most <= told.threshold.out_of
    weights = sum(reason.weight for reason in told.reasons())
    assert weights == float(sum(line.bounds()[0] for line in told.lines if line.option))
    assert (told.least == told.most) == (not told.unanswered)


def test_two_scores_are_compared_line_by_line() -> None:
    before = score(grid(), SAID, on=DAY)
    after = score(grid(), {**SAID, "drugs": "many"}, on=DAY)
    ((old, new),) = compare(before, after)
    assert old is not None
    assert new is not None
    assert (old.option and old.option.code, new.option and new.option.code) == ("few", "many")
    with pytest.raises(ValueError, match="different grids"):
        compare(before, replace(after, grid="other"))


def test_the_newest_version_that_applies_is_the_one_in_force() -> None:
    first, second = grid(), grid(version="2", since=date(2026, 6, 1))
    assert in_force((second, first), date(2026, 5, 31)) is first
    assert in_force((first, second), date(2026, 6, 1)) is second
    assert in_force((first, second), date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"colour": "blue"}, "clé « colour » : clé inconnue"),
        ({"title": ""}, "clé « title » : un texte"),
        ({"since": "2026"}, "clé « since » : écrivez une date"),
        ({"source": {"name": "x", "confidence": "E"}}, "source, clé « confidence » : choisissez"),
        ({"source": None}, "clé « source » : elle manque"),
        ({"thresholds": []}, "clé « thresholds » : une liste d’au moins 1"),
        ({"items": [GRID["items"][0]] * 2}, "« alone » est écrit deux fois"),
        ({"items": GRID["items"][:1]}, "les questions font 1 points, le seuil en dit 6"),
        ({"items": [{"code": "a", "text": "b"}]}, "items 1, clé « options »"),
        ({"items": [{"code": "a", "text": "b", "weight": True}]}, "clé « weight » : écrivez"),
        ({"items": [{"code": "a", "text": "b", "weight": "NaN"}]}, "un nombre fini"),
        ({"items": [{"code": "a", "text": "b", "weight": "deux"}]}, "n’est pas un nombre"),
        ({"thresholds": GRID["thresholds"][1:]}, "un seuil, et un seul, vaut sans situation"),
        ({"thresholds": [{"at_least": 7, "out_of": 6, "source": SOURCE}]}, "entre 0 et 6"),
        ({"rescore_days": 0}, "clé « rescore_days » : écrivez un nombre entier"),
        ({"entries": "stroke"}, "clé « entries » : une liste de mots"),
    ],
)
def test_a_malformed_grid_names_its_file_its_key_and_the_remedy(
    changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(RuleError) as refused:
        grid(**changed)
    assert str(refused.value).startswith("fatigue.yaml")
    assert said in str(refused.value)


def test_a_document_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(RuleError, match="des lignes « clé: valeur »"):
        read_grid(["code"], "fatigue.yaml")


TEAM = Composition(
    "trio",
    date(2026, 1, 1),
    at_least=3,
    source=Source("Guide imaginé", "C"),
    requirements=(Requirement("gp", frozenset({"gp"})),),
    conditions=("agreed",),
)
GP = Teammate("1", "doctor", frozenset({"gp"}))
NURSE, PHARMACIST = Teammate("2", "nurse"), Teammate("3", "pharmacist")
YES = {"agreed": True}


def test_a_team_that_holds_lacks_nothing() -> None:
    assert compose(TEAM, [GP, NURSE, PHARMACIST], YES) == Composed("reached", ())


@pytest.mark.parametrize(
    ("team", "facts", "lacking"),
    [
        ([GP, GP, NURSE], YES, ["team_too_small"]),
        ([NURSE, PHARMACIST, Teammate("4", "doctor")], YES, ["team_lacks"]),
        ([GP, NURSE, PHARMACIST], {"agreed": False}, ["team_condition_missing"]),
        ([], YES, ["team_lacks", "team_too_small"]),
    ],
)
def test_what_a_team_lacks_is_named(
    team: list[Teammate], facts: dict[str, bool], lacking: list[str]
) -> None:
    composed = compose(TEAM, team, facts)
    assert composed.verdict == "not_reached"
    assert [reason.code for reason in composed.lacking] == lacking


def test_a_condition_nobody_has_said_is_asked_for() -> None:
    composed = compose(TEAM, [GP, NURSE, PHARMACIST], {})
    assert composed.verdict == "undecided"
    assert [reason.code for reason in composed.lacking] == ["team_condition_unknown"]


MATES = st.builds(
    Teammate,
    st.sampled_from("123456"),
    st.sampled_from(["doctor", "nurse", "pharmacist"]),
    st.frozensets(st.just("gp")),
)


@given(st.lists(MATES, max_size=6, unique_by=lambda mate: mate.key), MATES)
def test_one_more_never_breaks_a_team(team: list[Teammate], more: Teammate) -> None:
    if more.key not in {mate.key for mate in team}:
        before, after = compose(TEAM, team, YES), compose(TEAM, [*team, more], YES)
        assert before.verdict == "not_reached" or after.verdict == "reached"
        assert len(after.lacking) <= len(before.lacking)


def test_a_rule_of_composition_reads_from_a_document() -> None:
    document = {
        "code": "trio", "since": date(2026, 1, 1), "at_least": 3, "conditions": ["agreed"],
        "source": {"name": "Guide imaginé", "confidence": "C"},
        "requirements": [{"code": "gp", "any_of": ["gp"]}],
    }  # fmt: skip
    assert read_composition(document, "trio.yaml") == TEAM
    with pytest.raises(RuleError, match=r"trio\.yaml, requirements 1, clé « any_of »"):
        read_composition({**document, "requirements": [{"code": "gp", "any_of": []}]}, "trio.yaml")


FEE = Fee("trio", Source("Guide imaginé", "C"), proofs=("opened", "planned"), euros=Decimal("60"))
JOURNAL = {"opened": "entry-1", "planned": "entry-2"}
HOLDS = Composed("reached", ())


def test_a_fee_is_due_when_grid_team_and_journal_agree() -> None:
    due = eligibility(FEE, score(grid(), SAID, on=DAY), HOLDS, JOURNAL)
    assert (due.verdict, due.euros, due.evidence, due.lacking) == (
        "reached", Decimal("60"), JOURNAL, ()
    )  # fmt: skip


def test_an_amount_nobody_knows_is_asked_for_never_zero() -> None:
    due = eligibility(replace(FEE, euros=None), None, HOLDS, JOURNAL)
    assert (due.verdict, due.euros) == ("reached", None)
    assert [reason.code for reason in due.lacking] == ["fee_amount_unknown"]


@pytest.mark.parametrize(
    ("said", "journal", "lacking", "verdict"),
    [
        (SAID, {"opened": "entry-1"}, ["fee_proof_missing"], "not_reached"),
        ({"alone": "yes"}, JOURNAL, ["grid_questions_left"], "undecided"),
        (dict.fromkeys(("alone", "falls"), "no") | {"drugs": "few"}, JOURNAL,
         ["grid_points_lacking"], "not_reached"),
    ],
)  # fmt: skip
def test_what_a_fee_lacks_is_named(
    said: dict[str, str], journal: dict[str, str], lacking: list[str], verdict: str
) -> None:
    due = eligibility(FEE, score(grid(), said, on=DAY), HOLDS, journal)
    assert (due.verdict, due.euros) == (verdict, None)
    assert [reason.code for reason in due.lacking] == lacking
