"""Local resources: written by who may, found by need and commune, asked again, closed, exported."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.directory import queries
from maillon.apps.directory.actions import (
    add_resource,
    close_resource,
    confirm_resource,
    correct_resource,
    reopen_resource,
)
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.resources import RECEPTION, local_resource, typed_resource

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=200)


@pytest.fixture
def world() -> DeskWorld:
    situations.commune("42110")
    return situations.saint_chamond()


def test_one_is_found_by_a_word_a_need_and_a_commune_it_serves(world: DeskWorld) -> None:
    made = local_resource(world=world)
    local_resource(world=world, name="PMI du Gier", nature="pmi", needs=("child",), area=())
    find = queries.search_resources
    assert {one.name for one in find(world.by, now=MORNING)} == {
        "Les voisins du Creux", "PMI du Gier",
    }  # fmt: skip
    asked: tuple[dict[str, Any], ...] = (
        {"text": "voisin repas"}, {"need": "company"}, {"commune": "42110"},
    )  # fmt: skip
    for given in asked:
        assert [one.id for one in find(world.by, **given, now=MORNING)] == [made], given
    assert find(world.by, "zzz", now=MORNING) == ()
    assert find(world.by, sort="place", now=MORNING)[0].id == made


def test_what_is_missing_is_named_and_twice_is_refused(world: DeskWorld) -> None:
    def refused(**more: Any) -> str:
        with pytest.raises(Refused) as caught:
            local_resource(world=world, **more)
        return f"{caught.value.code} {caught.value.data.get('what', '')}".strip()

    assert refused(does=" ") == "resource_incomplete ce qu’elle fait vraiment"
    assert refused(needs=()) == "resource_incomplete ce pour quoi on la cherche"
    assert refused(phone="12") == "phone_unreadable"
    local_resource(world=world)
    assert refused(name="les  VOISINS du creux") == "resource_twice"


def test_its_history_says_who_said_what_and_only_its_keeper_writes(world: DeskWorld) -> None:
    made = local_resource(world=world)
    stranger = situations.elsewhere().by
    given: dict[str, Any] = {"resource_id": made, "said": RECEPTION, "now": LATER}
    with pytest.raises(NotFound):
        confirm_resource(by=stranger, **given)
    house = world.desk.organization_id
    with pytest.raises(NotFound):
        add_resource(
            new=typed_resource(), organization_id=house, said=RECEPTION, by=stranger, now=MORNING
        )
    assert queries.resource(stranger, made, now=LATER).found.stale  # she reads, and is warned
    correct_resource(new=typed_resource(hours="le matin"), by=world.by, **given)
    page = queries.resource(world.by, made, now=LATER)
    assert not page.found.stale
    assert page.words[0].changes == (("horaires", "du lundi au samedi", "le matin"),)
    close_resource(closing="ended", by=world.by, **given | {"now": LATER + timedelta(hours=1)})
    with pytest.raises(Refused, match="resource_closed"):
        confirm_resource(by=world.by, **given)
    assert queries.search_resources(world.by, now=LATER) == ()
    reopen_resource(by=world.by, **given | {"now": LATER + timedelta(hours=2)})
    assert [word.label for word in queries.resource(world.by, made, now=LATER).words] == [
        "rouverte", "marquée fermée", "corrigée", "ajoutée",
    ]  # fmt: skip


def test_the_pages_write_export_and_keep_what_was_typed(world: DeskWorld, client: Client) -> None:
    client.force_login(world.agent)
    typed = {
        "name": "=Aide du Gier", "nature": "home_help", "needs": ["home"], "does": "Ménage, 2 h.",
        "seat": "42400", "area": "L’Horme\nSaint-Chamond", "told_by": "la responsable",
        "means": "phone", "fresh_months": "3",
    }  # fmt: skip
    with clock.frozen(MORNING):
        assert (
            "Aide du Gier"
            in client.post(
                reverse("resource-new"), {**typed, "area": "Nulle-Part"}
            ).content.decode()
        )
        assert client.post(reverse("resource-new"), typed).status_code == 303
        (one,) = queries.search_resources(world.by, "menage", now=MORNING)
        assert one.area == ("L’Horme", "Saint-Chamond")
        said = {"told_by": "la mairie", "means": "visit", "geste": "close"}
        page = client.post(reverse("resource-say", args=[one.id]), said)
        assert (page.status_code, "il manque la raison" in page.content.decode()) == (422, True)
        client.post(reverse("resource-say", args=[one.id]), said | {"geste": "confirm"})
        corrected = client.get(reverse("resource-correct", args=[one.id])).content.decode()
        file = client.get(reverse("resources-csv")).content.decode()
        listing = client.get(reverse("resources"), {"commune": "42110"}).content.decode()
    assert "Ménage, 2 h." in corrected
    assert "'=Aide du Gier" in file
    assert "Aide du Gier" in listing
