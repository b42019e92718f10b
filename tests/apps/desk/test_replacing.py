"""A carer who comes already cannot go on: the rest is searched, and nothing is asked twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.actions import NewNeed, Replacement
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
FIRST = TODAY + timedelta(days=1)
END = TODAY + timedelta(days=21)
DAY_3 = MORNING + timedelta(days=2)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def dressing() -> NewNeed:
    return NewNeed("dressing", "daily", FIRST, ends_on=END)


@pytest.fixture
def closed(world: DeskWorld) -> Assignment:
    """Twenty-one days of dressings, begun yesterday; everybody knows."""
    request = situations.request_closed(world, needs=(dressing(),))
    assert request.closed_at
    return Assignment.objects.get(need__request=request)


@pytest.fixture
def begun(world: DeskWorld) -> Assignment:
    """The same, whose requester has not heard yet that it has begun."""
    request = situations.request_to_call_back(world, needs=(dressing(),))
    return Assignment.objects.get(need__request=request)


def replaced(world: DeskWorld, held: Assignment, **more: object) -> ServiceRequest:
    asked = {"from_day": DAY_3.date(), "reason": "sick", **more}
    new = Replacement(held.pk, **asked)  # type: ignore[arg-type]
    return actions.replace_carer(new=new, by=world.by, now=DAY_3)


def test_the_rest_is_searched_in_the_request_still_open(
    world: DeskWorld, begun: Assignment
) -> None:
    request = replaced(world, begun)
    rest = Need.objects.get(renews=begun.need)
    assert request.pk == begun.need.request_id == rest.request_id
    assert (rest.starts_on, rest.ends_on, rest.state) == (DAY_3.date(), END, "searching")
    asked = Offer.objects.filter(need=rest)
    assert asked.exists()
    assert begun.responder_id not in asked.values_list("responder_id", flat=True)
    begun.refresh_from_db()
    begun.need.refresh_from_db()
    assert begun.begun_at
    assert begun.withdrawn_at is None  # what she did is not undone
    assert begun.need.ends_on == DAY_3.date() - timedelta(days=1)
    assert not [lines for name, lines in check_all(DAY_3).items() if lines and name[:2] != "I7"]


def test_a_closed_request_is_followed_by_one_already_filled_in(
    world: DeskWorld, closed: Assignment
) -> None:
    first = closed.need.request
    request = replaced(world, closed, tell="person")
    assert request.pk != first.pk
    assert (request.patient_id, request.commune_id) == (first.patient_id, first.commune_id)
    assert (request.quarter, request.living) == (first.quarter, first.living)
    assert (request.requester.kind, request.requester.phone) == ("person", "+33199000077")
    assert request.urgency == "today"
    rest = request.needs.get()
    assert (rest.renews_id, rest.state) == (closed.need_id, "searching")
    assert closed.responder_id not in rest.offers.values_list("responder_id", flat=True)
    first.refresh_from_db()
    assert first.closing == "care_begun"
    # The loop is that of any request: found, told, begun, told.
    offer = rest.offers.filter(state="open").earliest("rank")
    later = DAY_3 + timedelta(minutes=5)
    actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=later)
    assert Callback.objects.filter(request=request, kind="found", closed_at=None).exists()
    assert not [lines for name, lines in check_all(DAY_3).items() if lines and name[:2] != "I7"]


def test_whoever_asked_may_hear_of_it_instead(world: DeskWorld, closed: Assignment) -> None:
    request = replaced(world, closed, from_day=END, reason="away")
    assert request.requester_id == closed.need.request.requester_id
    assert request.urgency == "planned"


def test_a_person_without_a_telephone_cannot_be_the_one_to_tell(
    world: DeskWorld, closed: Assignment
) -> None:
    person = situations.person_of(closed.need.request)
    person.phone = ""
    person.save()
    with pytest.raises(Refused, match="person_without_phone"):
        replaced(world, closed, tell="person")
    assert ServiceRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_day": TODAY}, "replacement_date"),
        ({"from_day": END + timedelta(days=1)}, "replacement_date"),
        ({"reason": "bored"}, "replacement_reason"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    world: DeskWorld, begun: Assignment, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        replaced(world, begun, **change)
    assert Need.objects.count() == 1
    assert Need.objects.get().ends_on == END


def test_it_is_asked_once_and_only_of_care_that_goes_on(
    world: DeskWorld, begun: Assignment
) -> None:
    replaced(world, begun, from_day=DAY_3.date() + timedelta(days=2))
    with pytest.raises(Refused, match="already_replaced"):
        replaced(world, begun, from_day=DAY_3.date() + timedelta(days=1))
    other = situations.request_found(
        world, needs=(dressing(),), patient_id=None, duplicate_seen=True, usual=()
    )
    with pytest.raises(Refused, match="not_replaced"):
        replaced(world, Assignment.objects.get(need__request=other, withdrawn_at=None))


def test_the_same_right_elsewhere_replaces_nobody(world: DeskWorld, begun: Assignment) -> None:
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        replaced(stranger, begun)
    assert Need.objects.count() == 1


def test_the_sheet_offers_it_and_tells_it(
    client: Client, world: DeskWorld, closed: Assignment
) -> None:
    client.force_login(world.agent)
    sheet = reverse("request", args=[closed.need.request_id])
    with clock.frozen(DAY_3):
        assert "Chercher la suite" in client.get(sheet).content.decode()
        wrong = client.post(reverse("assignment-replace", args=[closed.pk]), {"reason": "sick"})
        assert wrong.status_code == 422
        sent = client.post(
            reverse("assignment-replace", args=[closed.pk]),
            {"from_day": DAY_3.date().isoformat(), "reason": "sick", "tell": "person"},
        )
        made = Need.objects.get(renews=closed.need).request
        assert sent.status_code == 303
        assert sent["Location"] == reverse("request", args=[made.pk])
        told = client.get(sheet).content.decode()
    assert "ne vient plus à partir du" in told
    assert f"La suite est la demande {made.reference}" in told
    assert "Chercher la suite" not in told
