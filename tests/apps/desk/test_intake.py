"""Taking a request: one page, sent once, with everything the caller said."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from maillon.apps.care.models import CarerChoice, CareTeamMember, Patient
from maillon.apps.desk.models import Draft, Handover, Need, Requester, ServiceRequest
from maillon.apps.directory.models import PractitionerRole
from maillon.apps.journal.models import Entry
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def agent(world: DeskWorld) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def send(client: Client, form: dict[str, Any]) -> HttpResponse:
    return client.post(PAGE, form)  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def only() -> ServiceRequest:
    return ServiceRequest.objects.get()


def test_the_page_takes_an_address_that_finds_the_draft_again(agent: Client) -> None:
    response = agent.get(PAGE)
    assert response.status_code == 303
    assert agent.get(response["Location"]).status_code == 200
    assert not Draft.objects.exists()


def test_a_call_becomes_a_request_with_the_number_the_caller_hears(
    agent: Client, world: DeskWorld
) -> None:
    response = send(agent, typed(world))
    request = only()
    assert request.reference == "1124-001"
    assert response["Location"] == f"/demandes/{request.pk}/?recue=1"
    assert (request.lane, request.triaged_at, request.owner_account) == (
        "to_handle", None, world.agent,
    )  # fmt: skip
    heard = text(agent.get(response["Location"]))  # type: ignore[arg-type]
    assert 'heard-number">1124-001' in heard


def test_everything_said_is_kept(agent: Client, world: DeskWorld) -> None:
    send(
        agent,
        typed(
            world,
            need=["dressing", "meals"],
            living=["alone", "no_lift"],
            floor="2",
            helper_until="2026-12-01",
            note="sonner longtemps",
            usual=[str(world.usual.pk)],
            chosen=[str(world.zone[0].pk)],
            refused=[str(world.zone[1].pk)],
            gp=str(world.gp.pk),
            **{
                "dressing-detail": "plaie du talon",
                "meals-frequency": "daily",
                "meals-starts_on": "2026-11-25",
                "meals-ends_on": "2026-12-05",
                "meals-part_of_day": "noon",
            },
        ),
    )
    request = only()
    assert json.loads(request.living) == {
        "alone": True, "no_lift": True, "floor": "2", "helper_until": "2026-12-01",
    }  # fmt: skip
    assert (request.note, request.quarter) == ("sonner longtemps", "le Creux")
    needs = list(Need.objects.order_by("position"))
    assert [need.code for need in needs] == ["dressing", "meals"]
    assert (needs[0].detail, needs[1].part_of_day) == ("plaie du talon", "noon")
    assert request.gp_role == world.gp
    assert request.requester.phone == "+33199000014"
    assert situations.person_of(request).birth_date == "1941-05-04"
    assert situations.person_of(request).status == "PROV"
    words = dict(CarerChoice.objects.values_list("responder_id", "kind"))
    assert words == {world.zone[0].pk: "chosen", world.zone[1].pk: "refused"}
    assert CareTeamMember.objects.get(role="usual_carer").responder == world.usual


def test_saving_and_searching_asks_the_usual_carer_at_once(agent: Client, world: DeskWorld) -> None:
    send(agent, typed(world, action="search", usual=[str(world.usual.pk)]))
    assert only().lane == "searching"


def test_numbers_of_a_day_have_no_gap_even_after_refusals(agent: Client, world: DeskWorld) -> None:
    send(agent, typed(world))
    send(agent, typed(world, birth_name="Martel", birth_date="1938"))
    send(agent, typed(world, birth_name="Sans commune", commune="99999"))
    send(agent, typed(world, birth_name="Gaillard", birth_date="1950"))
    numbers = ServiceRequest.objects.order_by("number").values_list("reference", flat=True)
    assert list(numbers) == ["1124-001", "1124-002", "1124-003"]


def test_sent_twice_it_is_one_request_and_the_second_finds_it(
    agent: Client, world: DeskWorld
) -> None:
    form = typed(world)
    first, second = send(agent, form), send(agent, form)
    request = only()
    assert first["Location"] == f"/demandes/{request.pk}/?recue=1"
    assert second["Location"] == f"/demandes/{request.pk}/"
    assert agent.get(f"{PAGE}?draft={form['draft']}")["Location"] == f"/demandes/{request.pk}/"


def test_a_call_already_open_for_the_person_is_shown_before_a_second_one(
    agent: Client, world: DeskWorld
) -> None:
    standing = situations.request_received(world)
    form = typed(world, patient=str(standing.patient_id))
    refused = send(agent, form)
    assert refused.status_code == 422
    assert standing.reference in text(refused)
    assert "C’est une autre demande" in text(refused)
    assert ServiceRequest.objects.count() == 1
    send(agent, {**form, "duplicate_seen": "on"})
    assert ServiceRequest.objects.filter(patient=standing.patient).count() == 2


def test_a_known_person_must_be_told_apart_before_sending(agent: Client, world: DeskWorld) -> None:
    standing = situations.request_closed(world)
    asked = send(agent, typed(world, birth_name="Fournié"))
    assert asked.status_code == 422
    assert "dites si c’est elle, ou une autre" in text(asked)
    assert "même date de naissance" in text(asked)
    send(agent, typed(world, patient="new", birth_name="Fournié"))
    assert Patient.objects.exclude(pk=situations.person_of(standing).pk).count() == 1


def test_a_person_that_her_traits_do_not_bring_up_cannot_be_named(
    agent: Client, world: DeskWorld
) -> None:
    other = situations.request_received(world)
    send(agent, typed(world, birth_name="Martel", birth_date="1938", patient=str(other.patient_id)))
    latest = ServiceRequest.objects.latest("number")
    assert latest.patient_id != other.patient_id


def test_an_objection_is_kept_and_nobody_is_asked(agent: Client, world: DeskWorld) -> None:
    response = send(agent, typed(world, action="search", agreement="objected"))
    request = only()
    assert (request.agreement, request.lane) == ("objected", "to_handle")
    assert not Need.objects.filter(offers__isnull=False).exists()
    told = agent.get(response["Location"])
    assert "La recherche ne part pas" in told.content.decode()


def test_only_a_caller_who_is_no_professional_needs_leave_to_be_told(
    agent: Client, world: DeskWorld
) -> None:
    world.desk.professionals_only = False
    world.desk.save()
    send(agent, typed(world, kind="neighbour", may_tell="on"))
    send(agent, typed(world, may_tell="on", birth_name="Martel", birth_date="1938"))
    by_kind = dict(ServiceRequest.objects.values_list("requester_kind", "may_tell_requester"))
    assert by_kind == {"neighbour": True, "hospital": False}


def test_a_desk_for_professionals_orients_the_others_and_counts_them(
    agent: Client, world: DeskWorld
) -> None:
    world.desk.professionals_only = True
    world.desk.save()
    form = typed(world, kind="neighbour")
    refused = send(agent, form)
    assert refused.status_code == 422
    assert "ce poste répond aux professionnels" in text(refused)
    agent.post("/demandes/nouvelle/orienter/", {**form, "target": "social", "target_name": "CCAS"})
    oriented = Handover.objects.get()
    assert (oriented.target, oriented.outcome, oriented.request) == ("social", "oriented", None)
    entry = Entry.objects.get(act="desk.handed_over")
    assert entry.data == {"target": "social", "requester_kind": "neighbour"}
    assert not ServiceRequest.objects.exists()
    assert Draft.objects.get().discarded_at is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": None}, "Il manque le numéro"),
        ({"phone": "0199"}, "pas complet"),
        ({"kind": None}, "Choisissez qui appelle"),
        ({"need": None}, "au moins un besoin"),
        ({"need": ["moon"]}, "pas dans la liste"),
        ({"urgency": None}, "quand il faut commencer"),
        ({"commune": "26107"}, "ne couvre pas cette commune"),
        ({"birth_date": "hier"}, "ne se lit pas"),
        ({"agreement": None}, "Dites si elle est d’accord"),
        ({"dressing-starts_on": ""}, "Il manque le jour de début"),
        ({"dressing-ends_on": "2026-11-01"}, "La fin vient avant le début"),
        (
            {"dressing-starts_on": "2026-11-19", "dressing-ends_on": "2026-11-22"},
            "Ce soin serait déjà fini",
        ),
        ({"dressing-starts_on": "2062-01-01"}, "À plus d’un an d’ici"),
        ({"dressing-starts_on": "2020-01-01"}, "À plus d’un an d’ici"),
        ({"dressing-starts_on": "2026-09-24"}, "il y a plus d’un mois"),
        ({"birth_date": "12/07/2040"}, "est à venir"),
        ({"usual_pick_text": "introuvable"}, "pas dans l’annuaire"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    agent: Client, world: DeskWorld, changes: dict[str, Any], sentence: str
) -> None:
    form = typed(world, note="mot précieux", **changes)
    refused = send(agent, form)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert not ServiceRequest.objects.exists()
    again = text(agent.get(f"{PAGE}?draft={form['draft']}"))  # type: ignore[arg-type]
    assert "mot précieux" in again


def test_a_carer_typed_and_not_picked_is_taken_when_nobody_else_bears_the_name(
    agent: Client, world: DeskWorld
) -> None:
    PractitionerRole.objects.filter(pk=world.gp.pk).update(search_text=" marc gonin ")
    send(agent, typed(world, usual_pick_text="vial", gp_text="gonin"))
    assert CareTeamMember.objects.get(role="usual_carer").responder == world.usual
    assert only().gp_role == world.gp


def test_extra_posted_fields_change_nothing(agent: Client, world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    send(
        agent,
        typed(
            world,
            organization_id=str(stranger.desk.organization_id),
            desk_id=str(stranger.desk.pk),
            owner_account="x",
            lane="closed",
            number="99",
            synthetic="on",
            intake_seconds="1",
        ),
    )
    request = only()
    assert (request.desk, request.number, request.lane) == (world.desk, 1, "to_handle")
    assert request.organization_id == world.desk.organization_id
    assert not request.synthetic


def test_the_desk_of_somebody_else_does_not_exist(agent: Client, world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    assert send(agent, typed(stranger)).status_code == 404
    assert not ServiceRequest.objects.exists()


def test_a_caller_of_another_structure_cannot_be_named(agent: Client, world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    card = situations.request_received(stranger).requester
    send(agent, typed(world, requester=str(card.pk)))
    request = ServiceRequest.objects.get(desk=world.desk)
    assert request.requester_id != card.pk


def test_a_caller_recognised_is_not_written_twice(agent: Client, world: DeskWorld) -> None:
    card = situations.request_received(world).requester
    send(agent, typed(world, birth_name="Martel", birth_date="1938"))
    assert Requester.objects.get() == card


def test_outside_opening_hours_the_page_says_who_answers_and_when_it_opens(
    agent: Client, world: DeskWorld
) -> None:
    with clock.frozen(MORNING.replace(hour=22)):
        page = agent.get(f"{PAGE}?draft={uuid4()}").content.decode()
        assert "La nuit, la garde médicale répond au 15." in page
        assert "La demande attendra l’ouverture, demain à 9" in page
        send(agent, typed(world))
    request = only()
    assert request.owner_account is None
    assert request.deadline_at is not None
    assert request.deadline_at.hour == 8


def test_somebody_who_is_no_agent_finds_no_page(world: DeskWorld) -> None:
    client = Client()
    client.force_login(situations.account("Passante Sans Droit"))
    assert client.get(PAGE).status_code == 404
