"""Who may be asked, in which order, and why not somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care.actions import record_choice
from maillon.apps.desk.models import Need
from maillon.apps.desk.queries.candidates import candidates, look_for, why
from maillon.apps.directory.models import Responder
from maillon.errors import NotFound
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=12)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def need(world: DeskWorld) -> Need:
    """Not searched yet: nobody was asked."""
    return situations.request_received(world).needs.get()


def causes(world: DeskWorld, need: Need, responder: Responder) -> set[str]:
    answer = why(world.by, need.pk, responder.pk, LATER)
    return {reason["code"] for reason in answer.reasons}


def test_the_usual_carer_first_then_the_zone_then_the_neighbours(
    world: DeskWorld, need: Need
) -> None:
    order = candidates(world.by, need.pk, LATER)
    assert [tier for tier, _ in order.tiers] == ["usual", "zone", "neighbours"]
    assert [one.name for one in order.tiers[0][1]] == ["Claire Vial"]
    zone = {one.name for one in order.tiers[1][1]}
    assert zone == {"Samira Benali", "Jeanne Perrin", "Hugo Lacroix", "Odile Faure"}
    positions = [one.position for _, people in order.tiers for one in people]
    assert positions == list(range(1, order.count + 1))


def test_who_said_she_is_available_comes_before_who_said_nothing(
    world: DeskWorld, need: Need
) -> None:
    zone = dict(candidates(world.by, need.pk, LATER).tiers)["zone"]
    assert zone[0].name == "Samira Benali"
    assert {r["code"] for r in zone[0].reasons} >= {"covers_commune", "declared_available"}


def test_each_is_compared_with_her_neighbours(world: DeskWorld, need: Need) -> None:
    first = candidates(world.by, need.pk, LATER).tiers[0][1][0]
    fairness = next(reason for reason in first.reasons if reason["code"] == "fairness")
    assert fairness["data"]["others"] == 0


def test_why_not_her_gives_every_cause_and_not_the_first(world: DeskWorld, need: Need) -> None:
    nurse = world.zone[0]
    record_choice(
        patient_id=situations.person_of(need.request).pk, responder_id=nurse.pk, kind="refused",
        by=world.by, now=LATER,
    )  # fmt: skip
    Responder.objects.filter(pk=nurse.pk).update(
        opted_out_at=LATER, paused_until=LATER + timedelta(days=2), takes=["infusion"]
    )
    assert causes(world, need, nurse) == {
        "refused_by_person", "opted_out", "paused", "need_not_taken",
    }  # fmt: skip


def test_somebody_of_another_ground_is_told_out_of_zone(world: DeskWorld, need: Need) -> None:
    assert causes(world, need, situations.elsewhere().usual) == {"out_of_zone"}


def test_somebody_who_may_be_asked_has_her_place_said(world: DeskWorld, need: Need) -> None:
    answer = why(world.by, need.pk, world.usual.pk, LATER)
    assert (answer.eligible, answer.tier, answer.position) == (True, "usual", 1)


def test_who_was_asked_already_is_out_of_the_order_and_says_why(world: DeskWorld) -> None:
    need = situations.request_searching(world).needs.get()
    order = candidates(world.by, need.pk, LATER)
    assert "usual" not in dict(order.tiers)
    answer = why(world.by, need.pk, world.usual.pk, LATER)
    assert (answer.eligible, answer.offer_state) == (False, "open")
    assert "already_asked" in causes(world, need, world.usual)


@pytest.mark.parametrize("text", ["benali", "BÉNALI sam", "Samira"])
def test_a_name_is_found_as_it_is_said(world: DeskWorld, need: Need, text: str) -> None:
    found = look_for(world.by, need.pk, text, LATER)
    assert [one.responder_id for one in found] == [world.zone[0].pk]


def test_a_professional_who_cannot_be_asked_is_found_and_said_so(
    world: DeskWorld, need: Need
) -> None:
    situations.role("Yvette", "Sanstéléphone", "42207")
    found = look_for(world.by, need.pk, "sanstelephone", LATER)
    assert [(one.name, one.responder_id) for one in found] == [("Yvette Sanstéléphone", None)]


def test_one_letter_finds_nobody(world: DeskWorld, need: Need) -> None:
    assert look_for(world.by, need.pk, "b", LATER) == ()


def test_a_stranger_reads_no_order_and_no_verdict(world: DeskWorld, need: Need) -> None:
    stranger = situations.elsewhere().by
    with pytest.raises(NotFound):
        candidates(stranger, need.pk, LATER)
    with pytest.raises(NotFound):
        look_for(stranger, need.pk, "benali", LATER)
    with pytest.raises(NotFound):
        why(stranger, need.pk, world.usual.pk, LATER)


def test_nobody_unknown_has_a_verdict(world: DeskWorld, need: Need) -> None:
    with pytest.raises(NotFound):
        why(world.by, need.pk, uuid4(), LATER)


def test_the_order_is_read_with_its_reasons(world: DeskWorld, need: Need, client: Client) -> None:
    client.force_login(world.agent)
    with clock.frozen(LATER):
        answer = client.get(reverse("need-candidates", args=[need.pk]), {"q": "lacroix"})
    text = answer.content.decode().replace("\u00a0", " ")
    assert "disponibilité dite hier soir" in text
    assert "estimation : 8,2 + 0,84 × km à vol d’oiseau" in text
    assert f"?qui={world.zone[2].pk}" in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_verdict_is_read_with_and_without_javascript(
    world: DeskWorld, need: Need, client: Client, headers: dict[str, str]
) -> None:
    client.force_login(world.agent)
    url = reverse("need-why", args=[need.pk])
    with clock.frozen(LATER):
        known = client.get(url, {"qui": str(world.usual.pk)}, headers=headers).content.decode()
        named = client.get(url, {"q": "faure"}, headers=headers).content.decode()
        nobody = client.get(url, {"q": "zzzz"}, headers=headers).content.decode()
    assert "c’est la première dans l’ordre" in known
    assert "Odile Faure" in named
    assert "Personne de ce nom" in nobody


def test_a_mistyped_address_is_a_missing_page(world: DeskWorld, need: Need, client: Client) -> None:
    client.force_login(world.agent)
    with clock.frozen(LATER):
        answer = client.get(reverse("need-why", args=[need.pk]), {"qui": "pas-un-uuid"})
    assert answer.status_code == 404
