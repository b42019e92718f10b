"""Intake of a reinforcement: a grid from dates and hours, no person asked about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.desk.models import ServiceRequest, Shift
from maillon.apps.desk.web.intake_watches import lines_of, series_forms
from maillon.apps.directory.models import Organization
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed

NIGHTS = {
    "s1-seats": "3",
    "s1-first": "2026-12-01",
    "s1-last": "2026-12-04",
    "s1-start": "20:00",
    "s1-end": "08:00",
}
OF_A_PERSON = (
    "dressing-frequency", "dressing-starts_on", "prescription", "birth_date", "birth_name",
    "given_name", "informed_by", "agreement", "gp_wish",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def world(db: None) -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def agent(world: DeskWorld) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def for_house(world: DeskWorld, **changes: Any) -> dict[str, Any]:
    nobody: dict[str, Any] = dict.fromkeys(OF_A_PERSON)
    house = {"kind": "ehpad", "house": "EHPAD fictif Les Tilleuls", "need": ["reinforcement"]}
    return typed(world, **{**nobody, **house, "urgency": "planned", **NIGHTS, **changes})


def test_three_nurses_four_nights_become_twelve_seats(agent: Client, world: DeskWorld) -> None:
    answer = agent.post(PAGE, for_house(world, action="search"))
    assert answer.status_code == 303
    request = ServiceRequest.objects.get()
    assert (request.patient_id, request.establishment) == (None, "EHPAD fictif Les Tilleuls")
    assert request.establishment_number == ""
    assert request.establishment_address == "3 rue des Essais"
    shifts = list(Shift.objects.order_by("number"))
    assert [shift.seats for shift in shifts] == [3, 3, 3, 3]
    assert shifts[0].starts_at == datetime(2026, 12, 1, 19, tzinfo=UTC)
    assert shifts[-1].ends_at == datetime(2026, 12, 5, 7, tzinfo=UTC)
    assert request.needs.get().state == "searching"


def test_the_grid_is_shown_before_anything_is_saved(agent: Client, world: DeskWorld) -> None:
    form = for_house(world, skip=["s1-2026-12-02"])
    shown = agent.post("/demandes/nouvelle/gardes/", form).content.decode()
    assert "9 places sur 3 gardes" in shown
    assert "mardi 1er décembre" in shown
    assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"s1-last": "2026-11-30"}, "Le dernier jour vient avant le premier."),
        ({"s1-end": "20:00"}, "Une garde ne finit pas à l’heure où elle commence."),
        ({"s1-seats": "200"}, "Vingt personnes par garde au plus"),
    ],
)
def test_what_makes_no_grid_is_said_at_once(
    agent: Client, world: DeskWorld, changes: dict[str, str], said: str
) -> None:
    form = for_house(world, **changes)
    assert said in agent.post("/demandes/nouvelle/gardes/", form).content.decode()


def test_a_field_still_empty_is_no_mistake_yet(agent: Client, world: DeskWorld) -> None:
    form = for_house(world, **{"s1-end": "", "s1-last": "2026-11-30"})
    shown = agent.post("/demandes/nouvelle/gardes/", form).content.decode()
    assert "La grille des gardes apparaîtra ici" in shown
    assert "vient avant" not in shown


def test_a_night_taken_out_of_the_grid_is_not_asked_for(agent: Client, world: DeskWorld) -> None:
    agent.post(PAGE, for_house(world, skip=["s1-2026-12-02"]))
    assert list(Shift.objects.order_by("number").values_list("starts_on", flat=True)) == [
        date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 4),
    ]  # fmt: skip


def test_a_second_series_adds_its_own_hours(agent: Client, world: DeskWorld) -> None:
    days = {
        "s2-seats": "1", "s2-first": "2026-12-01", "s2-last": "2026-12-01",
        "s2-start": "08:00", "s2-end": "20:00",
    }  # fmt: skip
    agent.post(PAGE, for_house(world, **days))
    assert [shift.seats for shift in Shift.objects.order_by("number")] == [1, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"s1-seats": ""}, "Combien de personnes par garde"),
        ({"s1-seats": "200"}, "Vingt personnes par garde au plus"),
        ({"s1-last": "2026-11-30"}, "Le dernier jour vient avant le premier"),
        ({"s1-end": "20:00"}, "ne finit pas à l’heure où elle commence"),
        ({"s1-start": "25:00"}, "Cette heure ne se lit pas"),
        ({"s1-last": "2027-03-01"}, "faites-en deux demandes"),
        ({"s1-first": "2026-11-01", "s1-last": "2026-11-02"}, "une garde est déjà finie"),
        ({"need": ["reinforcement", "dressing"]}, "sont deux demandes"),
        ({"house": None}, "Il manque le nom de l’établissement"),
        ({"skip": [f"s1-2026-12-0{n}" for n in range(1, 5)]}, "gardez-en une au moins"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    agent: Client, world: DeskWorld, changes: dict[str, Any], said: str
) -> None:
    answer = agent.post(PAGE, for_house(world, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_a_half_typed_grid_is_kept_in_the_draft(agent: Client, world: DeskWorld) -> None:
    form = for_house(world, action="leave", **{"s1-last": ""})
    agent.post(PAGE, form)
    again = agent.get(f"{PAGE}?draft={form['draft']}").content.decode()
    assert 'value="2026-12-01"' in again


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 30),
    st.times(),
    st.times(),
    st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne"]),
)
def test_every_day_of_a_series_is_one_watch_that_ends_after_it_began(
    first: date, days: int, start: Any, end: Any, zone: str
) -> None:
    said = {
        "s1-seats": ["2"],
        "s1-first": [first.isoformat()],
        "s1-last": [(first + timedelta(days=days)).isoformat()],
        "s1-start": [f"{start:%H:%M}"],
        "s1-end": [f"{end:%H:%M}"],
    }
    lines = lines_of(series_forms(said, first, bound=True), frozenset(), zone)
    if said["s1-start"] == said["s1-end"]:
        assert lines == ()
        return
    assert len(lines) == days + 1
    for line in lines:
        assert f"{line.watch.starts_at:%H:%M}" == said["s1-start"][0]
        length = line.watch.ends_at.timestamp() - line.watch.starts_at.timestamp()
        assert 0 < length <= 25 * 3600


@pytest.mark.parametrize(
    ("posted", "ended", "kept"),
    [("340000017", False, "340000017"), ("340000017", True, ""), ("999999999", False, "")],
)
def test_an_establishment_picked_in_the_register_keeps_its_number_while_it_is_there(
    agent: Client, world: DeskWorld, *, posted: str, ended: bool, kept: str
) -> None:
    Organization.objects.create(
        kind="ehpad", name="EHPAD fictif", folded_name="ehpad fictif", source="FINESS",
        identifier_system="FINESS", identifier="340000017", as_of=MORNING.date(),
        ended_on=MORNING.date() if ended else None,
    )  # fmt: skip
    picked = {"establishment": "EHPAD fictif", "establishment_number": posted}
    assert agent.post(PAGE, for_house(world, action="search", **picked)).status_code == 303
    request = ServiceRequest.objects.get()
    assert (request.establishment, request.establishment_number) == ("EHPAD fictif", kept)
    told = agent.get(reverse("request", args=[request.pk])).content.decode()
    assert ("Numéro FINESS" in told) == bool(kept)


def test_a_number_without_the_name_it_was_picked_with_is_not_kept(
    agent: Client, world: DeskWorld
) -> None:
    agent.post(PAGE, for_house(world, action="search", establishment_number="340000017"))
    assert ServiceRequest.objects.get().establishment_number == ""
