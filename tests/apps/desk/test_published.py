"""The published rule cannot disagree with the rule applied."""

from dataclasses import replace
from datetime import time
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.published import published_rule
from maillon.apps.desk.web.wording.rule import TIER_WORDS
from maillon.apps.desk.web.wording.rule_never import NEVER
from maillon.engines.dispatch import EXCLUSIONS, RULE_SINCE, TIERS, Policy, Windows
from tests.apps.desk.test_settings import change
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.region import region

pytestmark = pytest.mark.django_db


def read(desk: Desk) -> str:
    page = Client().get(reverse("published-rule", args=[desk.pk]))
    assert page.status_code == 200
    return page.content.decode()


def test_a_telephone_names_each_figure_beside_it() -> None:
    page = read(situations.saint_chamond().desk)
    for words in ("Points au plus", "Dans l’heure", "Aujourd’hui", "Sous 48 heures", "Programmé"):
        assert f'data-label="{words}"' in page


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/l/secret/", 'href="http://testserver/l/secret/"'),
        ("http://testserver//ailleurs.example/", 'href="http://testserver//ailleurs.example/"'),
        ("https://ailleurs.example/", 'href="/"'),
        ("javascript:alert(1)", 'href="/"'),
        ("", 'href="/"'),
    ],
)
def test_the_page_leads_back_to_the_link_it_was_read_from_never_elsewhere(
    came: str, back: str
) -> None:
    desk = situations.saint_chamond().desk
    page = Client().get(reverse("published-rule", args=[desk.pk]), headers={"Referer": came})
    head = page.content.decode().split("paper-back")[1].split("</p>")[0]
    assert back in head
    assert "Referer" in page.headers["Vary"]


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"weight_fairness": 37.5}, "37,5"),
    ({"weight_availability": 41.0}, ">41<"),
    ({"weight_distance": 13.0}, ">13<"),
    ({"weight_load": 11.0}, ">11<"),
    ({"freshness_half_life_hours": 51.0}, "la moitié en 51 h"),
    ({"unknown_availability": 0.35}, "35 %"),
    ({"distance_half_minutes": 23.0}, "la moitié à 23 minutes"),
    ({"unknown_distance": 0.45}, "45 %"),
    ({"zone_wave_sizes": (4, 9)}, "4 personnes, puis 9 personnes"),
    ({"neighbour_wave_sizes": (1,)}, "voisines : 1 personne."),
    ({"exclusive_window": Windows.minutes(16, 30, 120, 120)}, "16 min"),
    ({"zone_window": Windows.minutes(10, 20, 60, 185)}, "3 h 05"),
    ({"neighbour_window": Windows.minutes(10, 20, 61, 120)}, "1 h 01"),
    ({"quiet_start": time(20, 45)}, "entre 20:45"),
    ({"quiet_end": time(6, 40)}, "et 06:40"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=lambda one: str(one)[:30])
def test_a_constant_that_changes_changes_the_page_and_its_version(
    change: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = situations.saint_chamond().desk
    before, version = read(desk), published_rule(desk.pk).version
    other = replace(Policy.default(), **change)
    monkeypatch.setattr(Policy, "default", classmethod(lambda cls: other))
    after = read(desk)
    assert words not in before
    assert words in after
    assert published_rule(desk.pk).version != version


def test_each_value_of_the_policy_that_ranks_or_waits_is_told() -> None:
    told = {name for change, _ in CHANGES for name in change}
    assert told == set(Policy.__dataclass_fields__) - {"freshness_ask_days"}


def test_a_rule_changed_in_the_code_is_dated_anew() -> None:
    told = repr((RULE_SINCE, Policy.default(), sorted(EXCLUSIONS), TIERS))
    assert sha256(told.encode()).hexdigest()[:12] == "046be321f677"


def test_every_cause_and_every_rank_has_its_words() -> None:
    assert NEVER.keys() == EXCLUSIONS.keys()
    assert TIER_WORDS.keys() == set(TIERS)


def test_a_lead_who_changes_a_delay_dates_the_page() -> None:
    two = region()
    lead = situations.account("Maud Serre", two.lyon.desk, "lead")
    before = published_rule(two.lyon.desk.pk)
    assert before.since == RULE_SINCE
    change(two, lead, policy={"zone_wave_sizes": [7]})
    after = published_rule(two.lyon.desk.pk)
    assert after.version != before.version
    assert after.since == max(RULE_SINCE, MORNING.date())
    assert "7 personnes" in read(two.lyon.desk)


def test_anybody_reads_it_and_it_names_nobody() -> None:
    world = situations.saint_chamond()
    situations.request_found(world)
    said = read(world.desk)
    for name in (world.agent.name, world.usual.name, "Fournier"):
        assert name not in said
    index = Client().get(reverse("published-rules")).content.decode()
    assert world.desk.name in index


def test_an_unknown_desk_is_missing() -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    assert Client().get(reverse("published-rule", args=[unknown])).status_code == 404
    assert "Aucun poste" in Client().get(reverse("published-rules")).content.decode()
