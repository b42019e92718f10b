"""The help beside the form: the caller, the person, what is open, the 15."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from maillon.apps.desk.models import Handover
from maillon.apps.desk.queries.intake import callers, carer_choices
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed

pytestmark = pytest.mark.django_db
PARTS = ("appelant", "personne", "doublons", "rappels")


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


def part(client: Client, name: str, form: dict[str, Any]) -> str:
    return client.post(f"{PAGE}{name}/", form).content.decode()


def test_a_known_number_brings_the_caller_and_her_last_requests(
    agent: Client, world: DeskWorld
) -> None:
    request = situations.request_received(world)
    shown = part(agent, "appelant", typed(world))
    assert "Appelant reconnu" in shown
    assert 'data-house="Chirurgie, hôpital de la vallée"' in shown
    assert request.reference in shown
    assert "Fournier" not in shown


def test_an_unknown_or_unfinished_number_brings_nobody(agent: Client, world: DeskWorld) -> None:
    situations.request_received(world)
    assert "Appelant" not in part(agent, "appelant", typed(world, phone="01 99 00 00 15"))
    assert "pas encore complet" in part(agent, "appelant", typed(world, phone="01 99"))


def test_requests_long_closed_are_counted_and_no_longer_told(world: DeskWorld) -> None:
    situations.request_closed(world)
    later = MORNING + timedelta(days=10)
    (card,) = callers(world.by, world.desk.pk, "+33199000014", now=later)
    assert (card.count, card.last) == (1, ())


def test_a_person_is_found_by_birth_date_first_and_the_search_is_written_down(
    agent: Client, world: DeskWorld
) -> None:
    patient = situations.person_of(situations.request_received(world))
    AccessLogEntry.objects.all()
    assert "Fournier" not in part(agent, "personne", typed(world, birth_date=None))
    assert "Fournier" not in part(agent, "personne", typed(world, birth_date="5/5/1941"))
    shown = part(agent, "personne", typed(world))
    assert "Fournier Suzanne" in shown
    assert "3 rue des Essais" not in shown
    assert "0199000077" not in shown
    trace = AccessLogEntry.objects.get(ground="intake")
    assert (trace.patient_id, trace.fields) == (patient.pk, ["existence"])


def test_a_person_of_another_structure_is_never_found(agent: Client, world: DeskWorld) -> None:
    situations.request_received(situations.elsewhere())
    assert "Fournier" not in part(agent, "personne", typed(world))


def test_an_open_request_is_shown_as_soon_as_the_person_is_chosen(
    agent: Client, world: DeskWorld
) -> None:
    request = situations.request_received(world)
    assert request.reference not in part(agent, "doublons", typed(world))
    shown = part(agent, "doublons", typed(world, patient=str(request.patient_id)))
    assert request.reference in shown
    assert "C’est une autre demande" in shown
    guessed = typed(world, patient=str(request.patient_id), birth_date="1950")
    assert request.reference not in part(agent, "doublons", guessed)


def test_the_rules_remind_and_the_deadline_is_said(agent: Client, world: DeskWorld) -> None:
    shown = part(agent, "rappels", typed(world, note="douleur dans la poitrine"))
    assert "c’est le 15, maintenant" in shown
    assert "Gouvernement" in shown
    assert "avant 9\u00a0h\u00a056" in shown
    assert 'id="steps"' in shown


def test_the_parts_of_another_desk_do_not_exist(agent: Client, world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    situations.request_received(stranger)
    for name in PARTS:
        assert agent.post(f"{PAGE}{name}/", typed(stranger)).status_code == 404


def test_carers_are_found_by_the_beginning_of_their_names(world: DeskWorld) -> None:
    assert [c.label for c in carer_choices(world.by, world.desk.pk, "cla vi")] == ["Claire Vial"]
    assert carer_choices(world.by, world.desk.pk, "ial") == ()
    with pytest.raises(NotFound):
        carer_choices(world.by, situations.elsewhere().desk.pk, "cla")


def test_carers_come_as_a_list_for_typing(agent: Client, world: DeskWorld) -> None:
    answer = agent.get(f"{PAGE}intervenants/?q=vial").json()
    assert answer["results"] == [
        {"value": str(world.usual.pk), "label": "Claire Vial", "hint": "infirmier · Saint-Chamond"}
    ]


def urgent(client: Client, world: DeskWorld, **more: str) -> str:
    """The address of the page of the transfer."""
    form = {"desk": str(world.desk.pk), **more}
    return str(client.post("/demandes/urgence/", form)["Location"])


def test_one_key_records_the_transfer_with_nothing_typed(agent: Client, world: DeskWorld) -> None:
    address = urgent(agent, world)
    handover = Handover.objects.get()
    assert (handover.target, handover.request, handover.outcome) == ("samu15", None, "")
    assert 'href="tel:15"' in agent.get(address).content.decode()


def test_the_key_pressed_twice_is_one_transfer(agent: Client, world: DeskWorld) -> None:
    chosen = str(uuid4())
    assert urgent(agent, world, handover=chosen) == urgent(agent, world, handover=chosen)
    assert Handover.objects.count() == 1


def test_a_page_gone_back_to_begins_another_transfer(agent: Client, world: DeskWorld) -> None:
    chosen = str(uuid4())
    first = urgent(agent, world, handover=chosen)
    agent.post(first, {"outcome": "no_answer"})
    assert "recomposez le 15" in agent.get(first).content.decode()
    assert urgent(agent, world, handover=chosen) != first
    assert Handover.objects.count() == 2


def test_the_outcome_is_kept_and_the_number_follows_into_a_request(
    agent: Client, world: DeskWorld
) -> None:
    draft = str(uuid4())
    address = urgent(agent, world, phone="01 99 00 00 14", draft=draft)
    agent.post(address, {"outcome": "transferred"})
    handover = Handover.objects.get()
    assert (handover.outcome, handover.caller_phone) == ("transferred", "+33199000014")
    shown = agent.get(address).content.decode()
    assert "Le 15 a pris l’appel" in shown
    follow = f"{PAGE}?draft={draft}&suite={handover.pk}"
    assert follow.replace("&", "&amp;") in shown
    assert 'value="01 99 00 00 14"' in agent.get(follow).content.decode()


def test_a_transfer_of_another_desk_does_not_exist(agent: Client, world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    other = Client()
    other.force_login(stranger.agent)
    address = urgent(other, stranger, phone="01 99 00 00 14")
    assert agent.get(address).status_code == 404
    assert agent.post(address, {"outcome": "transferred"}).status_code == 404
    assert agent.post("/demandes/urgence/", {"desk": str(stranger.desk.pk)}).status_code == 404
    handover = Handover.objects.get()
    assert agent.get(f"{PAGE}?draft={uuid4()}&suite={handover.pk}").status_code == 404
