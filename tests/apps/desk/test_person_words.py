"""The person's word counts at once, whatever is running."""

from datetime import timedelta
from uuid import UUID

import pytest

from maillon.apps.desk import actions, facts
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, Wave
from maillon.apps.journal.queries import story
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=20)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def test_an_objection_during_the_search_stops_every_wave(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    request = actions.record_agreement(
        request_id=request.pk, agreement="objected", informed_by="desk", by=world.by, now=LATER
    )
    assert not Offer.objects.filter(need__request=request, state="open").exists()
    assert not Wave.objects.filter(need__request=request, opened_at=None).exists()
    assert (request.lane, request.next_step) == ("to_handle", "desk.handle")
    with pytest.raises(Refused, match="person_objects"):
        actions.triage_for_care(request_id=request.pk, by=world.by, now=LATER)


def test_agreeing_after_all_lets_the_search_start_again(world: DeskWorld) -> None:
    request = situations.request_received(world, agreement="objected")
    actions.record_agreement(
        request_id=request.pk, agreement="agreed", informed_by="desk", by=world.by, now=LATER
    )
    request = actions.triage_for_care(request_id=request.pk, by=world.by, now=LATER)
    assert request.lane == "searching"


def test_an_objection_after_a_carer_was_found_releases_her(world: DeskWorld) -> None:
    request = situations.request_found(world)
    request = actions.record_agreement(
        request_id=request.pk, agreement="objected", informed_by="desk", by=world.by, now=LATER
    )
    assert Assignment.objects.get(need__request=request).withdrawn_reason == "person_objects"
    assert not Callback.objects.filter(request=request, closed_at=None).exists()
    assert request.lane == "to_handle"


def test_what_the_person_said_is_in_the_story(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    actions.allow_telling(request_id=request.pk, allowed=True, by=world.by, now=LATER)
    last = story(SYSTEM, "request", request.pk)[-1]
    assert (last.act, last.data) == ("desk.person_said", {"about": "telling", "allowed": True})


def test_a_doctor_to_be_told_after_all_is_owed_a_call(world: DeskWorld) -> None:
    request = situations.request_found(world, gp_wish="refused")
    owed = Callback.objects.filter(request=request, kind="tell_gp", closed_at=None)
    assert not owed.exists()
    actions.change_gp_wish(request_id=request.pk, wish="tell", by=world.by, now=LATER)
    assert owed.exists()
    actions.change_gp_wish(request_id=request.pk, wish="refused", by=world.by, now=LATER)
    assert not owed.exists()


def test_a_refused_carer_loses_what_she_took_and_is_never_asked_again(world: DeskWorld) -> None:
    request = situations.request_found(world)
    need = request.needs.get()
    actions.choose_carer(
        need_id=need.pk, responder_id=world.usual.pk, kind="refused", by=world.by, now=LATER
    )
    assert Assignment.objects.get(need=need).withdrawn_at == LATER
    asked = Offer.objects.filter(need=need, state="open").values_list("responder_id", flat=True)
    assert set(asked) == {nurse.pk for nurse in world.zone}
    verdict = reasons_against(world, need.pk)
    assert "refused_by_person" in verdict


def reasons_against(world: DeskWorld, need_id: UUID) -> set[str]:

    need = Need.objects.select_related("request__desk", "request__commune").get(pk=need_id)
    verdict = facts.verdict_on(need, world.usual.pk, LATER)
    assert verdict is not None
    return {reason.code for reason in verdict.reasons}


def test_a_refused_carer_who_was_only_asked_is_told_and_the_search_goes_on(
    world: DeskWorld,
) -> None:
    request = situations.request_searching(world)
    need = request.needs.get()
    request = actions.choose_carer(
        need_id=need.pk, responder_id=world.usual.pk, kind="refused", by=world.by, now=LATER
    )
    assert Offer.objects.get(responder=world.usual).state == "withdrawn"
    assert Offer.objects.filter(need=need, state="open", wave__kind="zone").count() == 3
    assert request.lane == "searching"


def test_only_the_desk_of_the_request_hears_the_person(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    stranger = situations.elsewhere().by
    with pytest.raises(NotFound):
        actions.allow_telling(request_id=request.pk, allowed=True, by=stranger, now=LATER)
    offer = Offer.objects.get(need__request=request)
    with pytest.raises(NotFound):
        actions.accept_offer(offer_id=offer.pk, channel="call", by=stranger, now=LATER)
    held = situations.request_found(world, duplicate_seen=True)
    assignment = Assignment.objects.get(need__request=held)
    with pytest.raises(NotFound):
        actions.confirm_begun(assignment_id=assignment.pk, channel="call", by=stranger, now=LATER)


def test_a_no_may_become_a_yes_on_the_phone(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    offer = Offer.objects.get(need__request=request)
    actions.decline_offer(
        offer_id=offer.pk, reason="no_answer", channel="call", by=world.by, now=LATER
    )
    result = actions.accept_offer(offer_id=offer.pk, channel="call", by=world.by, now=LATER)
    assert result.kind == "accepted"
