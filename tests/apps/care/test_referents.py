"""Who answers for the data of a structure hears of each broken glass, and signs it (ACC-7)."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import BreakGlass, DataReferent
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from tests.factories.circle import CircleWorld, account_with, circle_world
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
TOLD = re.compile(r"Fournier|Suzanne|chute|Docteur", re.IGNORECASE)
HOUR = timedelta(hours=1)


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


def named(world: CircleWorld, who: Account, phone: str = "") -> DataReferent:
    return actions.name_data_referent(
        organization_id=world.house.pk, account_id=who.pk, phone=phone, by=world.by, now=MORNING
    )


def broken(world: CircleWorld, at: timedelta = timedelta()) -> BreakGlass:
    return actions.break_glass(
        patient_id=world.patient.pk, reason="care", text="chute cette nuit", by=world.gp_viewer,
        now=MORNING + at,
    )  # fmt: skip


def signed(glass: BreakGlass, who: Account, at: timedelta = HOUR) -> None:
    now = MORNING + at
    actions.review_glass(
        glass_id=glass.pk, outcome="justified", by=viewer_of(who, now=now), now=now
    )


def faults() -> list[str]:
    return [
        line for name, check in INVARIANTS.items() if name.startswith("ACC-7")
        for line in check(MORNING)
    ]  # fmt: skip


def test_acc7_a_broken_glass_is_the_referent_s_task_and_her_review_closes_it(
    world: CircleWorld,
) -> None:
    nurse = account_with("Référente", "practitioner", world.house)
    named(world, nurse, "06 39 98 00 11")
    glass = broken(world)
    assert glass.task.owner_account_id == nurse.pk
    jobs.run_due(MORNING)
    (sms,) = OutboxMessage.objects.filter(template="glass_review")
    (letter,) = mail.outbox
    assert letter.to == [nurse.email]
    assert not TOLD.search(f"{letter.subject} {letter.body} {sms.params}")
    assert str(world.patient.pk) not in letter.body
    signed(glass, nurse)
    glass.task.refresh_from_db()
    assert glass.task.outcome == "justified"
    assert faults() == []


def test_acc7_no_sms_wakes_her_and_a_signed_access_tells_nobody(world: CircleWorld) -> None:
    nurse = account_with("Référente", "practitioner", world.house)
    named(world, nurse, "06 39 98 00 11")
    night = timedelta(hours=15)  # an hour after the day's last
    glass = broken(world, night)
    sms = OutboxMessage.objects.get(template="glass_review")
    assert sms.not_before > MORNING + night
    signed(glass, nurse, night + HOUR)
    jobs.run_due(MORNING + night + HOUR)
    sms.refresh_from_db()
    assert (mail.outbox, sms.state) == ([], "cancelled")


def test_acc7_it_waits_for_her_until_its_deadline_then_for_whoever_leads(
    world: CircleWorld,
) -> None:
    nurse = account_with("Référente", "practitioner", world.house)
    named(world, nurse)
    glass = broken(world)
    with pytest.raises(Refused) as refused:
        signed(glass, world.coordinator)
    assert refused.value.code == "review_referent"
    page = asked(world.coordinator, "glass-reviews")
    assert "Il attend la signature de Référente" in page
    signed(glass, world.coordinator, timedelta(days=3))
    assert BreakGlass.objects.get().reviewed_by_id == world.coordinator.pk


def test_acc7_her_own_access_is_the_structure_s_to_review(world: CircleWorld) -> None:
    named(world, world.doctor)
    glass = broken(world)
    assert (glass.task.owner_account_id, glass.task.owner_group) == (None, "organization")
    assert mail.outbox == []
    with pytest.raises(Refused) as refused:
        signed(glass, world.doctor)
    assert refused.value.code == "review_own"
    signed(glass, world.coordinator)
    assert faults() == []


def test_acc7_naming_another_hands_over_what_waits_and_ending_gives_it_back(
    world: CircleWorld,
) -> None:
    glass = broken(world)
    first = account_with("Première", "practitioner", world.house)
    second = account_with("Seconde", "manager", world.house)
    for who in (first, second):
        named(world, who)
        glass.task.refresh_from_db()
        assert (glass.task.owner_account_id, faults()) == (who.pk, [])
    jobs.run_due(MORNING)
    assert [one.to for one in mail.outbox] == [[second.email]]  # the first was replaced meanwhile
    with pytest.raises(NotFound):
        signed(glass, first)
    actions.end_data_referent(organization_id=world.house.pk, by=world.by, now=MORNING)
    glass.task.refresh_from_db()
    assert (glass.task.owner_group, faults()) == ("organization", [])
    assert DataReferent.objects.filter(ended_at=None).count() == 0


def test_acc7_who_left_the_structure_answers_for_nothing(world: CircleWorld) -> None:
    nurse = account_with("Référente", "practitioner", world.house)
    named(world, nurse)
    ScopedRole.objects.filter(account=nurse).update(ends_on=MORNING.date())
    glass = broken(world)
    assert glass.task.owner_group == "organization"
    with pytest.raises(NotFound):
        signed(glass, nurse)
    assert "ne travaille plus ici" in asked(world.coordinator, "data-referents")


def test_acc7_only_who_works_there_is_named_by_who_leads_there(world: CircleWorld) -> None:
    other = circle_world("Ailleurs", birth_name="Autre")
    technical = account_with("Technique", "administrator", world.house)
    for stranger in (other.doctor, technical):  # one is elsewhere, one has no other job here
        with pytest.raises(Refused) as refused:
            named(world, stranger)
        assert refused.value.code == "referent_unknown"
    for by in (other.by, world.gp_viewer):
        with pytest.raises(NotFound):
            actions.name_data_referent(
                organization_id=world.house.pk, account_id=world.doctor.pk, by=by, now=MORNING
            )


def asked(who: Account, route: str, *ids: UUID, post: dict[str, str] | None = None) -> str:
    client = Client()
    client.force_login(who)
    with clock.frozen(MORNING):
        path = reverse(route, args=ids)
        answer = client.get(path) if post is None else client.post(path, post, follow=True)
    return answer.content.decode()


def test_acc7_a_missing_referent_is_said_to_administrators_who_name_her(
    world: CircleWorld,
) -> None:
    technical = account_with("Technique", "administrator", world.house)
    assert "Personne ne répond des données ici" in asked(technical, "data-referents")
    house = world.house.pk
    wrong = {"account": str(world.doctor.pk), "phone": "12", "geste": "name"}
    assert "ce numéro n’en est pas un" in asked(technical, "data-referent", house, post=wrong)
    page = asked(technical, "data-referent", house, post={**wrong, "phone": ""})
    assert "chaque accès exceptionnel lui sera soumis" in page
    assert "Personne ne répond" not in page
    page = asked(technical, "data-referent", house, post={"geste": "end"})
    assert "Personne ne répond des données ici" in page
    assert world.doctor.name in page  # those before her
