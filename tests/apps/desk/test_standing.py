"""D10: what a region remembers while somebody calls, and what of it another site may read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from maillon.apps.desk import actions
from maillon.apps.desk.actions import NewNeed, Receiver
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.queries.intake import callers
from maillon.apps.desk.queries.standing import standing_requests
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed
from tests.factories.region import Region, region

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
WARD = "+33199000014"


@pytest.fixture
def two() -> Region:
    return region()


def held_by_annecy(two: Region) -> ServiceRequest:
    request = situations.request_received(two.lyon)
    return actions.relay_request(
        request_id=request.pk, to=Receiver(desk_id=two.annecy.desk.pk), word="à suivre",
        by=two.lyon.by, now=MORNING,
    )  # fmt: skip


def again(world: DeskWorld, **changes: Any) -> ServiceRequest:
    return situations.request_received(world, LATER, **changes)


def test_d10_what_another_site_holds_about_the_person_is_said_before_a_second_one(
    two: Region,
) -> None:
    request = held_by_annecy(two)
    with pytest.raises(Refused) as refused:
        again(two.lyon, patient_id=request.patient_id, person=None)
    assert refused.value.code == "duplicate_elsewhere"
    assert refused.value.data == {"reference": request.reference, "desk": "Poste d’Annecy"}
    with pytest.raises(Refused) as refused:
        again(two.annecy, patient_id=request.patient_id, person=None)
    assert refused.value.code == "duplicate_open"
    again(two.lyon, patient_id=request.patient_id, person=None, duplicate_seen=True)


def test_of_a_request_held_elsewhere_one_sees_number_desk_and_hour(two: Region) -> None:
    request = held_by_annecy(two)
    assert request.patient_id is not None
    (line,) = standing_requests(two.lyon.by, two.lyon.desk.pk, request.patient_id, now=LATER)
    assert (line.reference, line.elsewhere) == (request.reference, "Poste d’Annecy")
    assert (line.title, line.place, line.lane, line.owner) == ("", "", "", "")
    trace = AccessLogEntry.objects.get(object_id=str(request.pk))
    assert (trace.ground, trace.fields) == ("intake", ["existence"])
    (mine,) = standing_requests(two.annecy.by, two.annecy.desk.pk, request.patient_id, now=LATER)
    assert mine.elsewhere == ""
    assert "pansement" in mine.title.lower()


def test_the_page_names_the_desk_and_tells_nothing_of_the_care(two: Region) -> None:
    request = held_by_annecy(two)
    client = Client()
    client.force_login(two.lyon.agent)
    with clock.frozen(LATER):
        answer = client.post(PAGE, typed(two.lyon, patient=str(request.patient_id)))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f"(Poste d’Annecy) : {request.reference}" in shown.replace("\xa0", " ")
    assert "tenue par : Poste d’Annecy" in shown
    assert f"/demandes/{request.pk}/" not in shown


def test_d10_a_caller_s_last_requests_are_those_of_the_region(two: Region) -> None:
    request = held_by_annecy(two)
    (card,) = callers(two.lyon.by, two.lyon.desk.pk, WARD, now=LATER)
    assert card.count == 1
    (line,) = card.last
    assert (line.reference, line.elsewhere, line.title) == (
        request.reference, "Poste d’Annecy", "",
    )  # fmt: skip


def test_another_organization_s_requests_are_not_remembered(two: Region) -> None:
    situations.request_received(situations.elsewhere())
    assert callers(two.lyon.by, two.lyon.desk.pk, WARD, now=LATER) == ()


HOUSE = situations.for_ehpad()


def nights(first: date) -> tuple[NewNeed, ...]:
    return (situations.nights(seats=2, count=2, first=first),)


def test_an_establishment_that_calls_twice_for_the_same_nights_is_warned(two: Region) -> None:
    first = situations.request_received(two.lyon, **HOUSE)
    for world in (two.lyon, two.annecy):
        with pytest.raises(Refused) as refused:
            again(world, **{**HOUSE, "commune_id": first.commune_id})
        assert refused.value.code == "duplicate_house"
        assert refused.value.data["reference"] == first.reference
    again(two.lyon, **HOUSE, duplicate_seen=True)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"needs": nights(date(2026, 12, 5))}, id="other nights"),
        pytest.param({"establishment": "EHPAD fictif Les Érables"}, id="another house"),
        pytest.param({"commune_id": "74010"}, id="the same name in another commune"),
    ],
)
def test_another_need_of_an_establishment_is_taken_without_a_word(
    two: Region, other: dict[str, Any]
) -> None:
    situations.request_received(two.lyon, **HOUSE)
    again(two.lyon, **{**HOUSE, **other})


def test_what_an_establishment_gave_up_is_no_duplicate(two: Region) -> None:
    first = situations.request_received(two.lyon, **HOUSE)
    actions.cancel_need(need_id=first.needs.get().pk, reason="solved", by=two.lyon.by, now=MORNING)
    again(two.lyon, **HOUSE)
