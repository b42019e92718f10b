"""D12: the share enrolled and the white zones, commune by commune."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.apps.observatory.queries.enrolled import Enrolled, enrolled, outline
from maillon.errors import NotFound
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.enrolling import newcomer

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def read(world: DeskWorld, profession: str = "60") -> Enrolled:
    return enrolled(world.by, world.desk.pk, profession)


def figures(world: DeskWorld) -> dict[str, tuple[int, int, int]]:
    return {row.name: (row.known, row.enrolled, row.covering) for row in read(world).rows}


def test_each_commune_of_the_desk_has_its_share_and_its_cover(world: DeskWorld) -> None:
    newcomer("42207")
    assert figures(world) == {
        "L’Horme": (1, 1, 1),
        "Lorette": (1, 1, 1),
        "Rive-de-Gier": (0, 0, 0),
        "Saint-Chamond": (5, 4, 5),
    }
    page = read(world)
    assert [row.name for row in page.white] == ["Rive-de-Gier"]
    assert page.share == 6 / 7
    assert page.as_of is not None


def test_stop_takes_a_carer_out_of_both_counts(world: DeskWorld) -> None:
    Responder.objects.filter(pk=world.neighbour.pk).update(opted_out_at=MORNING)
    assert figures(world)["Lorette"] == (1, 0, 0)


def test_one_who_practises_twice_in_a_commune_is_one(world: DeskWorld) -> None:
    role = world.usual.practitioner_role
    assert role
    role.pk, role.site_key = None, "autre lieu"
    role.save(force_insert=True)
    assert figures(world)["Saint-Chamond"][0] == 4


def test_being_near_is_not_covering(world: DeskWorld) -> None:
    assert CoverageCommune.objects.filter(responder=world.neighbour, near=True).exists()
    assert figures(world)["Saint-Chamond"][2] == 5


def test_another_profession_has_its_own_white_zones(world: DeskWorld) -> None:
    page = read(world, "10")
    assert (page.known, page.enrolled) == (1, 0)
    assert len(page.white) == 4


def test_a_stranger_reads_nothing_of_this_desk(world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        enrolled(stranger.by, world.desk.pk, "60")


def test_the_outline_says_what_the_table_says(world: DeskWorld) -> None:
    drawn = outline(read(world).rows)
    told = {one["properties"]["name"]: one["properties"]["white"] for one in drawn["features"]}
    assert told == {
        "L’Horme": False, "Lorette": False, "Rive-de-Gier": True, "Saint-Chamond": False
    }  # fmt: skip


def page(world: DeskWorld, route: str, **query: str) -> Any:
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(MORNING):
        return client.get(reverse(route), query)


def test_the_page_without_a_script_is_a_table_in_the_order_asked_for(world: DeskWorld) -> None:
    text = page(world, "enrolled", tri="couverture").content.decode()
    assert text.index("Rive-de-Gier") < text.index("Lorette") < text.index(">Saint-Chamond")
    assert "zone blanche" in text
    assert "2018–2021" in text
    assert 'aria-sort="ascending"' in text


def test_the_reference_is_about_nurses_only(world: DeskWorld) -> None:
    assert "2018–2021" not in page(world, "enrolled", profession="10").content.decode()


def test_only_this_page_lets_a_worker_run(world: DeskWorld) -> None:
    policy = page(world, "enrolled").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "worker-src" not in page(world, "board").headers["Content-Security-Policy"]


def test_the_map_is_a_geojson(world: DeskWorld) -> None:
    answer = page(world, "enrolled-map")
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.json()["type"] == "FeatureCollection"


def test_the_table_is_a_workbook_in_the_same_order_with_its_source(world: DeskWorld) -> None:
    answer = page(world, "enrolled-xlsx", tri="couverture")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    lines = [[cell or "" for cell in line] for line in sheet.iter_rows(values_only=True)]
    names = [line[0] for line in lines]
    assert names.index("Rive-de-Gier") < names.index("Lorette") < names.index("Saint-Chamond")
    assert lines[names.index("Rive-de-Gier")][-1] == "zone blanche"
    assert any("RPPS" in str(name) for name in names)


@pytest.mark.parametrize("query", [{"poste": "rien"}, {"poste": "0" * 32}])
def test_an_unknown_desk_is_missing(world: DeskWorld, query: dict[str, str]) -> None:
    assert page(world, "enrolled", **query).status_code == 404
