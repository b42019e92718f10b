"""« Et si… ? »: asked by the lead alone, played apart, never lost in silence."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Supposed, supposing
from maillon.apps.desk.models import Scenario
from maillon.apps.desk.queries.supposing import scenario, scenario_to_play
from maillon.apps.desk.web.supposing_basis import taken_and_supposed
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from maillon.kernel.access import SYSTEM, AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
FEWER = Supposed(nurses=-20, seeds=1)
MARKS = ("15", "30", "60", "120", "240", "480", "1440")


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def lead(world: DeskWorld) -> Account:
    return situations.account("Maud Serre", world.desk, "lead")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Whatever is started is noted, and nothing runs."""
    begun: list[UUID] = []
    monkeypatch.setattr(supposing, "_players", [begun.append])
    return begun


def of(account: Account) -> AccountViewer:
    return viewer_of(account, now=MORNING)


def ask(world: DeskWorld, lead: Account, supposed: Supposed = FEWER) -> Scenario:
    return actions.ask_scenario(desk_id=world.desk.pk, supposed=supposed, by=of(lead), now=MORNING)


def side(share: float) -> dict[str, Any]:
    within = {mark: [share, share - 0.1, share + 0.1] for mark in MARKS}
    times = {"p50": [25.0, 20.0, 30.0], "p90": [150.0, 90.0, None], "never": [0.1, 0.1, 0.1]}
    return {"requests": 12, "days": 2, "within": within, **times}


def answer() -> dict[str, Any]:
    size = {"requests": 12, "people": 9, "nurses": 8}
    sides = {"today": side(0.8), "supposed": side(0.5)}
    own = dict.fromkeys(
        ("requests", "people", "availability", "needs", "urgencies", "hours", "policy"), True
    )
    return {
        **sides,
        "shapes": {"today": size, "supposed": {**size, "nurses": 6}},
        "basis": {"own": {**own, "hours": False}, "asked": 24.0, "people": 18},
    }


def turn(hours: float, callbacks: Any) -> None:
    with callbacks(execute=True):
        jobs.run_due(MORNING + timedelta(hours=hours))


def test_only_the_lead_of_the_desk_asks_and_reads(world: DeskWorld, lead: Account) -> None:
    asked = ask(world, lead)
    stranger = situations.account("Autre Lead", situations.elsewhere().desk, "lead")
    for other in (world.by, of(stranger)):
        with pytest.raises(NotFound):
            actions.ask_scenario(desk_id=world.desk.pk, supposed=FEWER, by=other, now=MORNING)
        with pytest.raises(NotFound):
            scenario(other, asked.pk)
        with pytest.raises(NotFound):
            actions.cancel_scenario(scenario_id=asked.pk, by=other, now=MORNING)
    assert scenario(of(lead), asked.pk).state == "waiting"


@pytest.mark.parametrize(
    ("supposed", "code"),
    [
        (Supposed(), "scenario_nothing"),
        (Supposed(nurses=-51), "scenario_range"),
        (Supposed(requests=80), "scenario_range"),
        (Supposed(nurses=-20, seeds=40), "scenario_range"),
    ],
)
def test_what_cannot_be_supposed_is_refused(
    supposed: Supposed, code: str, world: DeskWorld, lead: Account
) -> None:
    with pytest.raises(Refused) as refused:
        ask(world, lead, supposed)
    assert refused.value.code == code
    assert not Scenario.objects.exists()


def test_a_desk_opened_lately_is_not_taken_for_a_quiet_one(world: DeskWorld, lead: Account) -> None:
    assert ask(world, lead).facts["days"] == 56  # nothing received: nothing to divide
    Scenario.objects.all().delete()
    situations.request_received(world, MORNING - timedelta(days=3), usual=())
    facts = ask(world, lead).facts
    assert (facts["requests"], facts["days"]) == (1, 3)


def test_one_at_a_time_and_another_once_it_is_stopped(world: DeskWorld, lead: Account) -> None:
    first = ask(world, lead)
    with pytest.raises(Refused, match="scenario_busy"):
        ask(world, lead)
    actions.cancel_scenario(scenario_id=first.pk, by=of(lead), now=MORNING)
    assert ask(world, lead).state == "waiting"


def test_it_is_started_once_while_it_gives_signs_of_life(
    world: DeskWorld, lead: Account, started: list[UUID], django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask(world, lead)
    turn(0, django_capture_on_commit_callbacks)
    assert started == [asked.pk]
    sign = MORNING + timedelta(minutes=3)
    assert supposing.note_week(scenario_id=asked.pk, done=1, by=SYSTEM, now=sign)
    turn(0.07, django_capture_on_commit_callbacks)
    assert started == [asked.pk]
    assert scenario(of(lead), asked.pk).weeks_done == 1


def test_silent_it_is_started_once_more_then_said_to_be_lost(
    world: DeskWorld, lead: Account, started: list[UUID], django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask(world, lead)
    for hours in (0, 1, 2):
        turn(hours, django_capture_on_commit_callbacks)
    assert started == [asked.pk, asked.pk]
    assert scenario(of(lead), asked.pk).state == "failed"


def test_stopped_it_learns_that_nobody_waits_and_its_answer_is_not_kept(
    world: DeskWorld, lead: Account, started: list[UUID], django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask(world, lead)
    turn(0, django_capture_on_commit_callbacks)
    assert scenario_to_play(SYSTEM, asked.pk)
    actions.cancel_scenario(scenario_id=asked.pk, by=of(lead), now=MORNING)
    assert not supposing.note_week(scenario_id=asked.pk, done=1, by=SYSTEM, now=MORNING)
    supposing.settle_scenario(scenario_id=asked.pk, result=answer(), by=SYSTEM, now=MORNING)
    assert scenario(of(lead), asked.pk).state == "cancelled"
    assert scenario_to_play(SYSTEM, asked.pk) is None


def test_the_page_follows_it_draws_the_answer_and_says_what_it_supposes(
    world: DeskWorld, lead: Account, started: list[UUID], django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    client.force_login(lead)
    with clock.frozen(MORNING):
        typed = {"nurses": "-20", "requests": "0", "available": "0", "seeds": "1"}
        empty = client.get("/demandes/et-si/").content.decode()
        wrong = client.post("/demandes/et-si/", {**typed, "nurses": "-80"})
        sent = client.post("/demandes/et-si/", typed)
        turn(0, django_capture_on_commit_callbacks)
        waiting = client.get(sent.headers["Location"]).content.decode()
        [asked] = Scenario.objects.all()
        supposing.settle_scenario(scenario_id=asked.pk, result=answer(), by=SYSTEM, now=MORNING)
        done = client.get(sent.headers["Location"]).content.decode()
        past = client.get("/demandes/et-si/").content.decode()
    assert "Aucune hypothèse" in empty
    assert wrong.status_code == 422
    assert sent.status_code == 303
    assert "0 simulation sur 2" in waiting
    assert "hx-get" in waiting
    assert 'hx-get="/demandes/et-si/' not in done
    assert done.count("<polyline") == 2
    assert "50\xa0% (40\xa0% à 60\xa0%)" in done
    assert "2\xa0h\xa030 (1\xa0h\xa030 à jamais)" in done
    assert "Ce que la simulation suppose" in done
    assert "Pris du poste, le jour de la demande" in done
    assert "20 % d’infirmiers en moins" in past


def test_the_answer_tells_what_was_taken_from_the_desk_and_what_was_supposed() -> None:
    same = taken_and_supposed(answer())
    assert same == [
        "Pris du poste, le jour de la demande : le nombre de demandes, les professionnels "
        "inscrits, par métier, la part qui se dit disponible, les besoins, les urgences, "
        "les vagues et les délais.",
        "Supposé, comme dans un poste ordinaire : les horaires.",
        "Le poste a 24 demandes en 2 jours et 18 professionnels : les deux sont simulés dans la "
        "même proportion.",
    ]
    scarce = answer()
    scarce["basis"]["people"] = 36
    assert (
        "50\xa0% de professionnels de moins pour une demande, des deux côtés"
        in taken_and_supposed(scarce)[-1]
    )
    young = answer()
    young["basis"]["own"]["requests"] = False
    assert "ne lisez que l’écart" in taken_and_supposed(young)[-1]
    old = answer()
    del old["basis"]
    assert taken_and_supposed(old) == []


def test_a_play_that_broke_says_so_and_changes_nothing(
    world: DeskWorld, lead: Account, started: list[UUID], django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask(world, lead)
    turn(0, django_capture_on_commit_callbacks)
    supposing.settle_scenario(scenario_id=asked.pk, result=None, by=SYSTEM, now=MORNING)
    client = Client()
    client.force_login(lead)
    with clock.frozen(MORNING):
        page = client.get(f"/demandes/et-si/{asked.pk}/").content.decode()
    assert "La simulation s’est interrompue" in page
