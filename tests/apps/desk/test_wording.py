"""Every code has its words, and the words are those of the people who read them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maillon.apps.desk.models import Callback
from maillon.apps.desk.vocabulary import LIVING, NEEDS, OUTCOMES, PROFESSIONS
from maillon.apps.desk.web import wording
from maillon.apps.desk.web.wording import calls, moments, people, steps
from maillon.engines.dispatch import EXCLUSIONS, REASONS

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 24, 8, 41, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DATA: dict[str, dict[str, Any]] = {
    "declared_available": {"hours": 13.0},
    "not_available": {"hours": 3.0},
    "fairness": {"offers": 1, "capacity": 4, "others": 2.5},
    "distance": {"km": 6.1, "minutes": 12.3},
    "live_load": {"live": 1, "limit": 3},
    "at_live_limit": {"live": 3, "limit": 3},
    "paused": {"until": AT + timedelta(days=1)},
    "need_not_taken": {"need": "infusion"},
    "out_of_zone": {"commune": "42207"},
}


def said(code: str, **data: Any) -> str:
    told = wording.spoken({"code": code, "data": data or DATA.get(code, {})}, at=AT, tz=PARIS)
    return told["text"].replace("\u00a0", " ")


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_of_the_ranking_has_its_sentence(code: str) -> None:
    sentence = said(code)
    assert len(sentence) > 10
    assert code not in sentence
    assert "_" not in sentence


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_without_its_figures_is_still_said(code: str) -> None:
    assert wording.reason_words({"code": code, "data": {}})


@pytest.mark.parametrize("code", sorted(EXCLUSIONS))
def test_what_excludes_speaks_against_her(code: str) -> None:
    assert wording.reason_side({"code": code, "data": DATA.get(code, {})}) == "minus"


def test_an_unknown_reason_says_nothing_rather_than_its_code() -> None:
    assert wording.reason_words({"code": "not_a_reason", "data": {}}) == ""


def test_figures_are_said_as_people_say_them() -> None:
    assert said("declared_available") == "disponibilité dite hier soir"
    assert said("declared_available", hours=1.0) == "disponibilité dite ce matin"
    assert said("declared_available", hours=100.0) == "disponibilité dite il y a 4 jours"
    assert said("fairness") == "moins sollicitée cette semaine que ses voisines (1 fois)"
    assert said("distance") == ("à environ 12 min (estimation : 8,2 + 0,84 × km à vol d’oiseau)")
    assert said("paused") == "en pause, jusqu’à demain à 9 h 41"
    assert said("need_not_taken") == "ne prend pas ce soin : Perfusion"


def test_a_carer_asked_more_than_the_others_hears_it_against_her() -> None:
    more = {"code": "fairness", "data": {"offers": 5, "capacity": 4, "others": 2.0}}
    assert wording.reason_side(more) == "minus"
    assert "plus sollicitée" in wording.reason_words(more)


@pytest.mark.parametrize("kind", Callback.Kind.values)
def test_every_word_owed_has_its_script_and_its_outcomes(kind: str) -> None:
    assert kind in calls.SAID
    assert f"desk.{kind}" in steps.STEPS
    values = [button.value for button in calls.OUTCOME_BUTTONS[kind]]
    assert set(values) <= set(OUTCOMES)
    assert len(values) == len(set(values)) >= 3


@pytest.mark.parametrize("code", sorted({p for kind in NEEDS.values() for p in kind.professions}))
def test_every_profession_that_can_be_asked_has_a_noun(code: str) -> None:
    assert code in PROFESSIONS
    assert people.carer_noun({code})[0] != "personne"


def test_people_are_counted_in_words() -> None:
    assert people.asked_words(7, {"60"}, "de la zone") == ("sept infirmières de la zone", "ées")
    assert people.asked_words(1, {"10"}) == ("un médecin", "é")
    assert people.asked_words(23, {"60"})[0] == "23 infirmières"
    assert people.asked_words(2, {"HH", "HL"})[0] == "deux aides"


@pytest.mark.parametrize(
    ("iso", "sex", "words"),
    [
        ("1941-05-04", "F", "née le 4 mai 1941, 85 ans"),
        ("1941-11-25", "M", "né le 25 novembre 1941, 84 ans"),
        ("1941-12-01", "", "né(e) le 1er décembre 1941, 84 ans"),
        ("1941-06-00", "F", "née en juin 1941, 85 ans environ"),
        ("1941-00-00", "F", "née en 1941, 85 ans environ"),
    ],
)
def test_a_birth_date_is_said_as_far_as_it_is_known(iso: str, sex: str, words: str) -> None:
    assert people.born(iso, sex, TODAY) == words


def test_every_living_condition_is_said() -> None:
    told = people.living_words({**dict.fromkeys(LIVING, True), "floor": "2", "helper_until": "9"})
    assert told.startswith("Vit seule, 2ᵉ étage, sans ascenseur")
    assert people.living_words({"floor": "0"}) == "Rez-de-chaussée"
    assert people.living_words({"helper_until": "2026-11-25"}) == (
        "Aidant présent jusqu’au mercredi 25 novembre"
    )
    assert people.living_words({"floor": "", "alone": False, "unheard_of": True}) == ""


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 25), "demain"),
        (date(2026, 11, 23), "hier"),
        (date(2026, 11, 30), "lundi"),
        (date(2026, 12, 1), "mardi 1er décembre"),
        (date(2027, 12, 2), "jeudi 2 décembre 2027"),
    ],
)
def test_days_are_named_from_where_one_stands(on: date, words: str) -> None:
    assert moments.day(on, TODAY) == words


def test_no_line_breaks_before_a_french_sign() -> None:
    assert moments.typeset("2 × par jour : « oui » ?") == (
        "2\u00a0×\u00a0par jour\u00a0: «\u00a0oui\u00a0»\u00a0?"
    )


def test_telephones_are_read_two_figures_at_a_time() -> None:
    assert moments.phone("+33639980001") == "06\u00a039\u00a098\u00a000\u00a001"
    assert moments.phone("+41790000000") == "+41790000000"
    assert moments.phone("") == ""
