"""The judges of several seats condemn what they are for, and time counts to the last place."""

from datetime import timedelta

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest
from maillon.kernel.access import SYSTEM
from maillon.project.simulation.figures import of_week
from maillon.project.simulation.nights import choices, gave_back, held_by, wrongly_seated
from maillon.project.simulation.world import Carer, World
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
LATER = MORNING + timedelta(minutes=45)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def request_(world: DeskWorld) -> ServiceRequest:
    """Two nurses, two nights."""
    asked = situations.for_ehpad(needs=(situations.nights(2, 2),))
    return situations.request_searching(world, **asked)


def takes(request: ServiceRequest, world: DeskWorld, carer: int, *numbers: int) -> Offer:
    offer = Offer.objects.get(need__request=request, responder=world.zone[carer])
    shifts = set(offer.need.shifts.filter(number__in=numbers).values_list("pk", flat=True))
    now = SOON if carer == 0 else LATER
    actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=now, shifts=shifts)
    return offer


def condemned(request: ServiceRequest, *seats: int) -> set[str]:
    return {name for name, _ in wrongly_seated({request.reference: seats}, SOON)}


def test_i3_more_people_than_the_caller_asked_for_are_condemned(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    takes(request_, world, 0, 1, 2)
    assert condemned(request_, 2, 2) == set()
    assert condemned(request_, 0, 2) == {"I3"}


def test_i3_who_stands_in_two_houses_the_same_night_is_condemned(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    takes(request_, world, 0, 1)
    asked = situations.for_ehpad(needs=(situations.nights(1, 1),), duplicate_seen=True)
    other = situations.request_searching(world, **asked)
    takes(other, world, 1, 1)
    stray = Assignment.objects.filter(need__request=other)
    stray.update(responder=world.zone[0], accepted_at=SOON)
    assert condemned(request_, 2, 2) == {"I3"}


def test_i13_a_night_given_back_and_taken_again_by_sms_is_condemned(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    offer = takes(request_, world, 0, 1)
    held = Assignment.objects.get(offer=offer)
    actions.withdraw_assignment(assignment_id=held.pk, reason="sick", by=SYSTEM, now=SOON)
    assert not gave_back(offer), "the other night was never hers to give back"
    Offer.objects.filter(pk=offer.pk).update(shift=held.shift)
    offer.refresh_from_db()
    assert gave_back(offer)
    Assignment.objects.create(
        need=held.need, shift=held.shift, seat=1, offer=offer, responder=world.zone[0],
        accepted_at=SOON,
    )  # fmt: skip
    assert condemned(request_, 2, 2) == {"I13"}


def test_i12_the_nights_she_could_take_are_counted_without_those_she_cannot(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    need, index = Need.objects.get(request=request_).pk, world.zone[0].phone_index
    assert choices(index, SOON) == {need: 2}
    takes(request_, world, 0, 1)
    assert held_by(index) == {(need, 1)}
    assert choices(index, SOON) == {need: 1}


def test_a_need_of_several_places_is_found_with_the_last_and_a_yes_is_one_acceptance(
    world: DeskWorld, request_: ServiceRequest
) -> None:
    lines = [Carer(n, one, frozenset(), frozenset()) for n, one in enumerate(world.zone)]
    near = World(world.desk, (), world.desk, world.by, tuple(lines), ())
    takes(request_, world, 0, 1, 2)
    half = of_week(near)
    assert half["times"]["to_acceptance"]["never"] == 1
    assert half["fairness"]["acceptances"] == 1
    takes(request_, world, 1, 1, 2)
    whole = of_week(near)
    assert whole["times"]["to_acceptance"]["p50"] == 45
    assert whole["fairness"]["acceptances"] == 2


def test_places_given_up_were_never_found(world: DeskWorld, request_: ServiceRequest) -> None:
    takes(request_, world, 0, 1)
    need = Need.objects.get(request=request_)
    actions.give_up_seats(need_id=need.pk, by=world.by, now=LATER)
    near = World(world.desk, (), world.desk, world.by, (), ())
    assert of_week(near)["times"]["to_acceptance"]["never"] == 1
