"""D10: hours, evening desk, waves and triage rules are data of each desk, dated, and signed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions, rules
from maillon.apps.desk.facts import policy_of
from maillon.apps.desk.models import TriageRule
from maillon.apps.desk.queries.rules import in_force, rule_lines
from maillon.apps.desk.queries.settings import desk_settings
from maillon.apps.desk.web.settings_forms import (
    RuleForm,
    SettingsForm,
    hours_of_text,
    text_of_hours,
)
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY
from tests.factories.region import Region, region

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def two() -> Region:
    return region()


@pytest.fixture
def lead(two: Region) -> Account:
    return situations.account("Maud Serre", two.lyon.desk, "lead")


def by(account: Account) -> AccountViewer:
    return viewer_of(account, now=MORNING)


def unchanged(two: Region) -> actions.NewSettings:
    desk = two.lyon.desk
    return actions.NewSettings(
        seen=desk.settings_revision, timezone=desk.timezone, opening_hours=desk.opening_hours,
        closed_notice=desk.closed_notice, evening_desk_id=desk.evening_desk_id,
        policy=desk.policy,
    )  # fmt: skip


def change(two: Region, lead: Account, **what: Any) -> None:
    new = replace(unchanged(two), **what)
    actions.change_settings(desk_id=two.lyon.desk.pk, new=new, by=by(lead), now=MORNING)


def rule(**what: Any) -> actions.NewRule:
    given: dict[str, Any] = {
        "rule": "chute", "since": TODAY, "when": {"words": ["glissade"]}, "source": "Réunion",
        "reminder": "Chute chez nous : appelez l’équipe mobile.", "suggests": "hospital_line",
    }  # fmt: skip
    return actions.NewRule(**(given | what))


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9:00-19:30", [["09:00", "19:30"]]),
        ("9h-12h30, 13h30 à 19h30", [["09:00", "12:30"], ["13:30", "19:30"]]),
        ("0:00-24:00", [["00:00", "24:00"]]),
        ("", []),
    ],
)
def test_hours_are_read_as_they_are_said(typed: str, spans: list[list[str]]) -> None:
    assert hours_of_text(typed) == spans
    assert hours_of_text(text_of_hours(spans)) == spans


@pytest.mark.parametrize(
    "typed",
    ["19:30-9:00", "9-12-15", "9:00-25:00", "9:00-13:00, 12:00-14:00", "9:70-10:00", "matin"],
)
def test_hours_that_do_not_read_are_sent_back_with_how_to_write_them(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="9:00-12:30"):
        hours_of_text(typed)


def test_only_the_lead_of_this_desk_changes_its_settings(two: Region, lead: Account) -> None:
    elsewhere = situations.account("Autre Responsable", two.annecy.desk, "lead")
    for who in (two.lyon.agent, elsewhere):
        with pytest.raises(NotFound):
            change(two, who)
        with pytest.raises(NotFound):
            actions.write_rule(desk_id=two.lyon.desk.pk, new=rule(), by=by(who), now=MORNING)
        with pytest.raises(NotFound):
            desk_settings(by(who), two.lyon.desk.pk, now=MORNING)
    change(two, lead, closed_notice="le 15")
    (seen,) = desk_settings(by(lead), two.lyon.desk.pk, now=MORNING).changes
    assert (seen.who, seen.what) == ("Maud Serre", ("closed_notice",))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("never_open", {"opening_hours": {"0": []}}),
        ("policy_out_of_range", {"policy": {"zone_wave_sizes": [0]}}),
        ("settings_changed_meanwhile", {"seen": 7}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    two: Region, lead: Account, code: str, what: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match=code):
        change(two, lead, **what)
    two.lyon.desk.refresh_from_db()
    assert two.lyon.desk.settings_revision == 0


def test_an_evening_desk_is_of_the_same_house(two: Region, lead: Account) -> None:
    for wrong in (situations.elsewhere().desk.pk, two.lyon.desk.pk):
        with pytest.raises(Refused, match="evening_desk"):
            change(two, lead, evening_desk_id=wrong)


def test_closing_the_desk_now_sends_its_requests_on_and_reopening_brings_them_back(
    two: Region, lead: Account
) -> None:
    request = situations.request_received(two.lyon)
    hours = dict(two.lyon.desk.opening_hours)
    for seen, opening, sector in ((0, {"5": hours["5"]}, "Annecy"), (1, hours, "Lyon")):
        change(two, lead, seen=seen, opening_hours=opening)
        with clock.frozen(MORNING):
            jobs.run_due(MORNING)
        request.refresh_from_db()
        assert request.desk.sector == sector


def test_a_rule_of_the_desk_takes_the_place_of_the_file_s_from_its_day_and_here_only(
    two: Region, lead: Account
) -> None:
    lyon, annecy = two.lyon.desk.pk, two.annecy.desk.pk
    actions.write_rule(desk_id=lyon, new=rule(since=TOMORROW), by=by(lead), now=MORNING)
    filed = {one.id: one for one in rules.standing(rules.load(), TODAY)}
    assert {one.id: one for one in in_force(lyon, TODAY)} == filed
    assert {one.id: one for one in in_force(annecy, TOMORROW)} == filed
    tomorrow = {one.id: one for one in in_force(lyon, TOMORROW)}
    assert tomorrow["chute"].reminder.startswith("Chute chez nous")
    assert set(tomorrow) == set(filed)
    later = TOMORROW + timedelta(days=1)
    actions.write_rule(desk_id=lyon, new=rule(since=later, retired=True), by=by(lead), now=MORNING)
    assert set(filed) - {one.id for one in in_force(lyon, later)} == {"chute"}


def test_versions_stay_readable_with_who_wrote_them(two: Region, lead: Account) -> None:
    for since, words in ((TODAY, "Une"), (TODAY, "Deux"), (TOMORROW, "Trois")):
        new = rule(since=since, reminder=f"{words} version.")
        actions.write_rule(desk_id=two.lyon.desk.pk, new=new, by=by(lead), now=MORNING)
    lines = rule_lines(two.lyon.by, two.lyon.desk.pk, now=MORNING)
    said = {
        line.rule.reminder: line.state for line in lines if line.rule.id == "chute" and line.own
    }
    assert said == {
        "Une version.": "before", "Deux version.": "in_force", "Trois version.": "to_come"
    }  # fmt: skip
    assert all("Maud Serre" in line.written for line in lines if line.own)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("rule_in_the_past", {"since": date(2026, 11, 23)}),
        ("rule_unreadable", {"when": {}}),
        ("rule_unreadable", {"when": {"needs": ["rien_de_tel"]}}),
        ("rule_unreadable", {"suggests": "ailleurs"}),
        ("rule_unreadable", {"source": ""}),
    ],
)
def test_a_rule_that_does_not_hold_is_refused(
    two: Region, lead: Account, code: str, what: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match=code):
        actions.write_rule(desk_id=two.lyon.desk.pk, new=rule(**what), by=by(lead), now=MORNING)
    assert not TriageRule.objects.exists()


def test_the_page_keeps_the_policy_it_does_not_show_and_says_what_is_wrong(
    two: Region, lead: Account
) -> None:
    two.lyon.desk.policy = {"weight_distance": 20.0, "zone_wave_sizes": [3]}
    two.lyon.desk.save()
    client = Client()
    client.force_login(lead)
    with clock.frozen(MORNING):
        form = SettingsForm(desk_settings(by(lead), two.lyon.desk.pk, now=MORNING))
        typed = {name: form.get_initial_for_field(f, name) or "" for name, f in form.fields.items()}
        url = reverse("desk-settings")
        wrong = client.post(url, {**typed, "vu": "0", "day_0": "matin"})
        assert wrong.status_code == 422
        assert "« matin » ne se lit pas" in wrong.content.decode()
        done = client.post(url, {**typed, "vu": "0", "quiet_start": "20:00"})
        assert done.status_code == 303, done.content.decode()
        stale = client.post(url, {**typed, "vu": "0"})
        assert "changé pendant" in stale.content.decode()
    two.lyon.desk.refresh_from_db()
    policy = policy_of(two.lyon.desk.policy)
    assert (policy.weight_distance, policy.zone_wave_sizes) == (20.0, (3,))
    assert policy.quiet_start.hour == 20


def test_the_lead_writes_a_rule_and_it_speaks_on_the_sheet(two: Region, lead: Account) -> None:
    client = Client()
    client.force_login(lead)
    typed = {
        "reminder": "Glissade : appelez l’équipe mobile.", "suggests": "none",
        "since": TODAY.isoformat(), "words": "glissade", "source": "Réunion du poste",
    }  # fmt: skip
    with clock.frozen(MORNING):
        assert client.get(reverse("desk-rule", args=["chute"])).status_code == 200
        assert client.post(reverse("desk-rule-new"), typed).status_code == 303
        assert client.post(reverse("desk-rule-new"), {**typed, "words": ""}).status_code == 422
        request = situations.request_received(two.lyon, note="Une glissade ce matin")
        sheet = client.get(reverse("request", args=[request.pk])).content.decode()
        page = client.get(reverse("desk-settings")).content.decode()
    for text in (sheet, page):
        assert "Glissade : appelez l’équipe mobile." in text.replace("\xa0", " ")


@pytest.mark.parametrize("filed", rules.standing(rules.load(), TODAY), ids=lambda rule: rule.id)
def test_a_rule_opened_and_kept_as_it_is_loses_none_of_its_conditions(filed: rules.Rule) -> None:
    typed = {name: value for name, value in RuleForm.of(filed, TODAY.isoformat()).items() if value}
    form = RuleForm(typed)
    assert form.is_valid(), form.errors
    row = TriageRule(
        rule=filed.id, since=TODAY, when=form.when(), reminder=form.cleaned_data["reminder"],
        suggests=filed.suggests, source=form.cleaned_data["source"],
    )  # fmt: skip
    assert rules.written(row).when == filed.when
