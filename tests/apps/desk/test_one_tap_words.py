"""Why she is asked, on a page without account."""

from maillon.apps.desk.web.wording.offers import WORDS, why_you
from maillon.engines.dispatch import GROUNDS


def test_no_reason_that_would_point_to_the_person_is_said_on_a_bare_link() -> None:
    said = why_you([{"code": code, "data": {}} for code in ("usual_carer", "chosen_by_person")])
    assert said == []
    assert not {"usual_carer", "chosen_by_person", "distance"} & set(WORDS)


def test_every_reason_said_is_one_the_ranking_can_give() -> None:
    assert set(WORDS) <= set(GROUNDS)


def test_fairness_is_said_only_when_the_figures_bear_it_out() -> None:
    spared = {"code": "fairness", "data": {"offers": 1, "capacity": 3}}
    asked_often = {"code": "fairness", "data": {"offers": 4, "capacity": 3}}
    assert why_you([spared]) == [WORDS["fairness"]]
    assert why_you([asked_often]) == []
