"""Undone within ten seconds, where it can be honest; never once somebody or a message has moved."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Receiver
from maillon.apps.desk.models import Callback, Draft, Relay, ServiceRequest
from maillon.apps.desk.queries.undoing import may_undo
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(days=1, hours=1)
SECONDS = timedelta(seconds=1)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def picture(request: ServiceRequest) -> dict[str, object]:
    """Everything an undo must put back, but for the counters that only grow."""
    request.refresh_from_db()
    kept = {f.attname: getattr(request, f.attname) for f in request._meta.concrete_fields}
    kept.pop("revision")
    kept["tasks"] = list(Task.objects.about("request", request.pk).order_by("pk").values())
    kept["calls"] = list(Callback.objects.filter(request=request).order_by("pk").values())
    return kept


def undone(world: DeskWorld, request: ServiceRequest, later: timedelta = 5 * SECONDS) -> None:
    actions.undo(request_id=request.pk, by=world.by, now=NOW + later)


def test_taking_is_undone_with_a_cancelling_entry(world: DeskWorld) -> None:
    request = situations.request_received(world)
    colleague = viewer_of(world.colleague, now=MORNING)
    actions.take_request(request_id=request.pk, by=colleague, now=MORNING + SECONDS)
    before = picture(request)
    actions.take_request(request_id=request.pk, by=world.by, now=NOW)
    assert may_undo(world.by, request.pk, now=NOW + 9 * SECONDS)
    undone(world, request)
    assert picture(request) == before
    cancelling = Entry.objects.get(cancels__isnull=False)
    assert cancelling.cancels is not None
    assert (cancelling.act, cancelling.cancels.author_id) == ("desk.owned", str(world.agent.pk))


def test_giving_to_a_colleague_is_undone_and_the_word_with_it(world: DeskWorld) -> None:
    request = situations.request_received(world)
    before = picture(request)
    actions.relay_request(
        request_id=request.pk, to=Receiver(shift="next"), word="mot", by=world.by, now=NOW
    )
    undone(world, request)
    assert picture(request) == before
    assert not Relay.objects.exists()


@pytest.mark.parametrize("outcome", ["reached", "voicemail"])
def test_a_call_just_noted_is_owed_again_even_when_it_closed_the_request(
    world: DeskWorld, outcome: str
) -> None:
    request = situations.request_to_call_back(world)
    owed = Callback.objects.get(request=request, closed_at=None)
    before = picture(request)
    actions.record_outcome(callback_id=owed.pk, outcome=outcome, by=world.by, now=NOW)
    request.refresh_from_db()
    assert (request.closed_at is not None) == (outcome == "reached")
    undone(world, request)
    assert picture(request) == before
    broken = {name: lines for name, lines in check_all(NOW).items() if lines}
    assert [name for name in broken if name.startswith(("I5", "I6", "I20", "tâches"))] == []


def test_it_is_too_late_after_ten_seconds_and_the_way_of_the_last_click(world: DeskWorld) -> None:
    request = situations.request_received(world)
    actions.take_request(request_id=request.pk, by=world.by, now=NOW)
    assert not may_undo(world.by, request.pk, now=NOW + 11 * SECONDS)
    with pytest.raises(Refused, match="too_late_to_undo"):
        undone(world, request, 16 * SECONDS)


def test_never_once_somebody_has_acted_since(world: DeskWorld) -> None:
    request = situations.request_received(world)
    actions.take_request(request_id=request.pk, by=world.by, now=NOW)
    colleague = viewer_of(world.colleague, now=NOW)
    assert not may_undo(colleague, request.pk, now=NOW + SECONDS), "it is not hers"
    actions.take_request(request_id=request.pk, by=colleague, now=NOW + SECONDS)
    with pytest.raises(Refused, match="too_late_to_undo"):
        undone(world, request)


def test_never_once_a_carer_was_asked_or_a_message_has_left(world: DeskWorld) -> None:
    request = situations.request_received(world)
    actions.triage_for_care(request_id=request.pk, by=world.by, now=NOW)
    with pytest.raises(Refused, match="too_late_to_undo"):
        undone(world, request)
    found = situations.request_found(world, duplicate_seen=True, requester=actions.NewRequester(
        kind="gp", name="Docteur", phone="+33639980070"
    ))  # fmt: skip
    owed = Callback.objects.get(request=found, kind="found")
    actions.take_request(request_id=found.pk, by=world.by, now=NOW)
    actions.send_word(callback_id=owed.pk, by=world.by, now=NOW + SECONDS)
    with pytest.raises(Refused, match="too_late_to_undo"):
        undone(world, found)


def test_an_undo_is_not_undone_and_a_machine_s_act_is_nobody_s(world: DeskWorld) -> None:
    request = situations.request_received(world)
    actions.take_request(request_id=request.pk, by=world.by, now=NOW)
    undone(world, request)
    assert not may_undo(world.by, request.pk, now=NOW + 6 * SECONDS)
    with pytest.raises(Refused, match="too_late_to_undo"):
        undone(world, request, 6 * SECONDS)
    found = situations.request_found(world, duplicate_seen=True)
    held = found.needs.get().assignments.get()
    actions.confirm_begun(assignment_id=held.pk, channel="sms", by=SYSTEM, now=NOW)
    assert not may_undo(world.by, found.pk, now=NOW + SECONDS)


def test_the_stranger_undoes_nothing_here(world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    request = situations.request_received(world)
    actions.take_request(request_id=request.pk, by=world.by, now=NOW)
    with pytest.raises(NotFound):
        actions.undo(request_id=request.pk, by=stranger.by, now=NOW + SECONDS)


def test_the_page_offers_it_for_ten_seconds_and_no_longer(world: DeskWorld) -> None:
    request = situations.request_received(world)
    client = Client()
    client.force_login(world.agent)
    url = reverse("request", args=[request.pk])
    with clock.frozen(NOW):
        done = client.post(
            reverse("request-take", args=[request.pk]), headers={"HX-Request": "true"}
        )
        assert "C’est fait." in done.content.decode()
        assert 'hx-swap-oob="innerHTML:#toasts"' in done.content.decode()
        assert reverse("request-undo", args=[request.pk]) in client.get(url).content.decode()
    with clock.frozen(NOW + 11 * SECONDS):
        assert reverse("request-undo", args=[request.pk]) not in client.get(url).content.decode()
        late = client.post(reverse("request-undo", args=[request.pk]))
    assert late.status_code == 303, "the click of the last second still arrives"


def test_a_draft_put_aside_comes_back(world: DeskWorld) -> None:
    draft_id, client = new_id(), Client()
    client.force_login(world.agent)
    actions.save_draft(
        draft_id=draft_id, desk_id=world.desk.pk, payload={"note": ["x"]}, phone="",
        by=world.by, now=NOW,
    )  # fmt: skip
    with clock.frozen(NOW):
        client.post(reverse("draft-discard", args=[draft_id]))
        page = client.get(reverse("drafts")).content.decode()
        assert reverse("draft-restore", args=[draft_id]) in page
        client.post(reverse("draft-restore", args=[draft_id]))
    assert Draft.objects.get(pk=draft_id).discarded_at is None
    actions.discard_draft(draft_id=draft_id, by=world.by, now=NOW)
    with pytest.raises(Refused, match="too_late_to_undo"):
        actions.restore_draft(draft_id=draft_id, by=world.by, now=NOW + 20 * SECONDS)
    stranger = situations.elsewhere()
    with pytest.raises(NotFound):
        actions.restore_draft(draft_id=draft_id, by=stranger.by, now=NOW + SECONDS)
