"""Carers verified before the question existed are asked too, each on a day of her own."""

from collections import Counter
from datetime import timedelta

import pytest

from maillon.apps.desk.actions.enrol_freshening import ASK, SPREAD, plan_missing
from maillon.apps.desk.models import Enrolment
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import clock, jobs
from maillon.kernel.models import Job
from maillon.project import worker
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.enrolling import answered, says

pytestmark = pytest.mark.django_db
CARERS = 56


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def of_before(world: DeskWorld, responder: Responder) -> Enrolment:
    """As an earlier version welcomed her: verified, and no timer."""
    return Enrolment.objects.create(
        desk=world.desk, responder=responder, state="verified", phone=responder.phone,
        phone_index=responder.phone_index, commune_id=responder.commune_id, created_at=MORNING,
    )  # fmt: skip


def many(world: DeskWorld) -> list[Enrolment]:
    lines = [
        situations.responder("Claire", f"Vial {n}", "42207", f"+3363998{1000 + n}")
        for n in range(CARERS)
    ]
    return [of_before(world, line) for line in lines]


def asked_days() -> Counter[int]:
    rows = OutboxMessage.objects.filter(template="unchanged_asked")
    return Counter((at - MORNING).days for at in rows.values_list("created_at", flat=True))


def test_each_is_asked_once_in_four_weeks_and_not_all_the_same_day(world: DeskWorld) -> None:
    hers = many(world)
    Responder.objects.update(availability_declared_at=None)
    with clock.frozen(MORNING):
        worker.watch(None)
    assert Job.objects.filter(kind=ASK).count() == len(hers)
    for day in range(1, SPREAD + 2):
        jobs.run_due(MORNING + timedelta(days=day, minutes=1), limit=500)
    asked = OutboxMessage.objects.filter(template="unchanged_asked")
    assert {one.phone_index for one in hers} == set(asked.values_list("phone_index", flat=True))
    days = asked_days()
    assert len(days) > SPREAD / 2
    assert max(days.values()) < CARERS / 4


def test_a_worker_that_starts_again_plans_nothing_twice(world: DeskWorld) -> None:
    of_before(world, world.usual)
    assert [plan_missing(MORNING + timedelta(hours=n)) for n in range(3)] == [1, 0, 0]
    jobs.run_due(MORNING + timedelta(days=SPREAD + 1))
    assert answered(str(world.usual.phone)).count("unchanged_asked") == 1
    assert plan_missing(MORNING + timedelta(days=SPREAD + 1)) == 0, "the next one is planned"


def test_she_whose_question_is_planned_keeps_her_day(world: DeskWorld) -> None:
    says("Inscription", phone=str(world.usual.phone))
    [planned] = Job.objects.filter(kind=ASK).values_list("run_at", flat=True)
    assert plan_missing(MORNING) == 0
    assert Job.objects.get(kind=ASK).run_at == planned


def test_a_refused_enrolment_is_not_asked(world: DeskWorld) -> None:
    hers = of_before(world, world.usual)
    hers.state, hers.responder = "refused", None
    hers.save()
    assert plan_missing(MORNING) == 0


def test_what_she_said_lately_puts_the_first_question_off(world: DeskWorld) -> None:
    of_before(world, world.usual)
    day = MORNING + timedelta(days=SPREAD + 1)
    Responder.objects.filter(pk=world.usual.pk).update(
        availability_declared_at=day - timedelta(days=2)
    )
    plan_missing(MORNING)
    jobs.run_due(day)
    assert answered(str(world.usual.phone)) == []
