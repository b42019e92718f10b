"""The first screen: what waits for this viewer now, by deadline, naming nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.desk import actions
from maillon.apps.desk.actions import owning
from maillon.apps.desk.models import Callback, Offer, ServiceRequest
from maillon.apps.desk.queries.today import today, waiting
from maillon.apps.tasks.models import Task
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, circle_world
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=36)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def page(client: Client, account: Account) -> str:
    client.force_login(account)
    with clock.frozen(LATER):
        return client.get("/").content.decode().replace("\u00a0", " ")


def test_lines_come_by_deadline_late_first(world: DeskWorld) -> None:
    situations.request_received(world, urgency="planned")
    situations.request_found(world)
    lines = today(world.by, now=LATER).lines
    assert [line.due.at for line in lines] == sorted(line.due.at for line in lines)
    assert lines[0].due.level == "late"
    assert today(world.by, now=LATER).late == 2


def test_a_line_is_a_verb_about_a_request(world: DeskWorld) -> None:
    situations.request_received(world)
    (line,) = today(world.by, now=LATER).lines
    assert (line.verb, line.reference, line.mine) == ("Trier la demande", "1124-001", True)
    assert "Saint-Chamond" in line.about


def test_a_call_leads_to_its_own_form(world: DeskWorld, client: Client) -> None:
    request = situations.request_found(world)
    owed = Callback.objects.get(request=request, kind="found")
    assert f"/demandes/{request.pk}/#call-{owed.pk}" in page(client, world.agent)


def test_what_nobody_took_waits_for_the_whole_desk(world: DeskWorld) -> None:
    request = situations.request_received(world)
    shift = owning.shift_at(world.desk, MORNING)
    ServiceRequest.objects.filter(pk=request.pk).update(owner_account=None, owner_shift=shift)
    Task.objects.filter(origin_id=request.pk).update(
        owner_account=None, owner_group="shift", owner_group_id=shift.pk
    )
    for account in (world.agent, world.colleague):
        shown = today(viewer_of(account, now=LATER), now=LATER)
        assert ([line.mine for line in shown.lines], shown.free) == ([False], 1)
        assert waiting(viewer_of(account, now=LATER), now=LATER) == (1, True)


def test_a_colleague_s_work_is_not_mine(world: DeskWorld) -> None:
    situations.request_received(world)
    assert today(viewer_of(world.colleague, now=LATER), now=LATER).lines == ()


def test_an_agent_asked_by_name_in_a_conversation_finds_it_on_her_first_screen(
    world: DeskWorld, client: Client
) -> None:
    circle = circle_world("Réseau d’essai")
    role = ScopedRole.objects.get(account=world.agent)
    ScopedRole.objects.create(
        account=circle.doctor, organization_id=role.organization_id, desk_id=role.desk_id,
        code="agent", starts_on=role.starts_on,
    )  # fmt: skip
    gp = circle.join("gp", AGREED, practitioner_role_id=circle.gp.pk)
    sent = care.start_conversation(
        patient_id=circle.patient.pk, theme="health", subject="Sujet", by=circle.by, now=MORNING,
        new=care.NewMessage("Le pilulier est vide", (gp.pk,)),
    )  # fmt: skip
    text, viewer = page(client, circle.doctor), viewer_of(circle.doctor, now=LATER)
    assert "Répondre à un message" in text
    assert f"{sent.conversation_id}" in text
    assert "Fournier" not in text  # a desk's screen is seen by several
    assert not AccessLogEntry.objects.filter(patient_id=circle.patient.pk, at=LATER).exists()
    assert waiting(viewer, now=LATER) == (1, False)
    care.answer(
        conversation_id=sent.conversation_id, new=care.NewMessage("J’y passe"), by=viewer, now=LATER
    )
    assert "Répondre à un message" not in page(client, circle.doctor)


def test_a_draft_and_an_urgent_call_without_its_answer_wait_too(
    world: DeskWorld, client: Client
) -> None:
    draft_id = uuid4()
    actions.save_draft(
        draft_id=draft_id, desk_id=world.desk.pk, payload={}, phone="", by=world.by, now=MORNING
    )
    actions.begin_urgent_transfer(desk_id=world.desk.pk, phone="", by=world.by, now=MORNING)
    text = page(client, world.agent)
    assert "Finir la demande commencée à 9 h 41" in text
    assert "Noter la suite de l’appel passé au SAMU – 15" in text


def test_two_needs_of_one_request_are_not_two_equal_lines(world: DeskWorld) -> None:
    needs = tuple(
        actions.NewNeed(code, "daily", MORNING.date()) for code in ("dressing", "insulin")
    )
    request = situations.request_searching(world, needs=needs)
    for offer in Offer.objects.filter(need__request=request, state="open").order_by("code"):
        actions.accept_offer(offer_id=offer.pk, channel="call", by=world.by, now=LATER)
    lines = today(viewer_of(world.agent, now=LATER), now=LATER).lines
    told = [(line.verb, line.about) for line in lines]
    assert len(told) >= 2
    assert len(set(told)) == len(told)


def test_who_sits_at_two_desks_reads_which_one_a_number_is_of(world: DeskWorld) -> None:
    other = situations.elsewhere()
    role = ScopedRole.objects.get(account=other.agent)
    here, there = situations.request_received(world), situations.request_received(other)
    assert here.reference == there.reference
    assert other.desk.name not in today(other.by, now=LATER).lines[0].about
    ScopedRole.objects.create(
        account=world.agent, organization_id=role.organization_id, desk_id=role.desk_id,
        code="agent", starts_on=role.starts_on,
    )  # fmt: skip
    Task.objects.filter(origin_id=there.pk).update(owner_account=world.agent)
    lines = today(viewer_of(world.agent, now=LATER), now=LATER).lines
    assert {line.about.rsplit(" · ", 1)[1] for line in lines} == {world.desk.name, other.desk.name}


def test_a_draft_is_its_author_s_alone(world: DeskWorld) -> None:
    actions.save_draft(
        draft_id=uuid4(), desk_id=world.desk.pk, payload={}, phone="", by=world.by, now=MORNING
    )
    assert today(viewer_of(world.colleague, now=LATER), now=LATER).drafts == ()


def test_the_same_right_elsewhere_shows_nothing_of_here(world: DeskWorld, client: Client) -> None:
    stranger = situations.elsewhere()
    situations.request_found(world)
    actions.begin_urgent_transfer(desk_id=world.desk.pk, phone="", by=world.by, now=MORNING)
    shown = today(stranger.by, now=LATER)
    assert (shown.lines, shown.handovers, shown.free) == ((), (), 0)
    assert "Tout est fait" in page(client, stranger.agent)


def test_a_carer_finds_her_own_doors(world: DeskWorld, client: Client) -> None:
    practitioner = world.usual.practitioner_role.practitioner  # type: ignore[union-attr]
    nurse = situations.account("Claire Vial", practitioner=practitioner)
    text = page(client, nurse)
    assert "Mes prises en charge" in text
    assert "/demandes/nouvelle/" not in text


def test_an_account_without_a_role_is_told_what_to_do(client: Client) -> None:
    assert "Aucun rôle ne vous est encore donné" in page(client, situations.account("Sans Rôle"))


def test_whoever_runs_the_installation_finds_its_rooms(client: Client) -> None:
    world = situations.saint_chamond()
    tom = situations.account("Tom Vidal")
    ScopedRole.objects.create(
        account=tom, organization=world.desk.organization, code="administrator",
        starts_on=MORNING.date(),
    )  # fmt: skip
    seen = page(client, tom)
    for route in ("accounts", "data-referents", "access-matrix", "desk-open"):
        assert f'class="door-card" href="{reverse(route)}"' in seen
