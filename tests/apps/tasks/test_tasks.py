"""A task is somebody's, exactly, until it is closed, once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from maillon.apps.accounts.models import Account
from maillon.apps.directory.models import Organization
from maillon.apps.tasks.actions import Owner, close_task, move_task, open_task
from maillon.apps.tasks.models import Task
from maillon.apps.tasks.queries import OpenTasks, TaskRow
from maillon.errors import Refused
from maillon.kernel.access import SYSTEM, AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
OWED = OpenTasks(lambda shifts: shifts, [UUID])
SHIFT = uuid4()


@pytest.fixture
def house() -> Organization:
    return situations.organization("Maison d’essai")


@pytest.fixture
def lea() -> Account:
    return situations.account("Léa Roche")


def owed(viewer: AccountViewer, *shifts: UUID) -> tuple[TaskRow, ...]:
    return OWED.of(viewer, list(shifts) or [uuid4()])


def opened(house: Organization, owner: Owner, minutes: int = 30) -> Task:
    return open_task(
        kind="desk.found", organization_id=house.pk, owner=owner, origin=("request", uuid4()),
        due_at=MORNING + timedelta(minutes=minutes), by=SYSTEM, now=MORNING,
    )  # fmt: skip


@pytest.mark.parametrize(
    "owner",
    [
        {},
        {"group": "shift"},
        {"group_id": SHIFT},
        {"account_id": True, "group": "shift", "group_id": SHIFT},
        {"account_id": True, "group": "shift"},
    ],
)
def test_the_database_refuses_a_task_without_exactly_one_owner(
    house: Organization, lea: Account, owner: dict[str, Any]
) -> None:
    if owner.get("account_id"):
        owner = {**owner, "account_id": lea.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(house, Owner(**owner))


def test_a_task_is_a_person_s_or_a_group_s(house: Organization, lea: Account) -> None:
    hers = opened(house, Owner(account_id=lea.pk))
    theirs = opened(house, Owner(group="shift", group_id=SHIFT), minutes=10)
    viewer = AccountViewer(lea.pk)
    assert [row.id for row in owed(viewer)] == [hers.pk]
    both = owed(viewer, SHIFT)
    assert [(row.id, row.mine) for row in both] == [(theirs.pk, False), (hers.pk, True)]
    assert owed(AccountViewer(uuid4())) == ()


def test_a_task_is_closed_once_with_its_outcome_and_by_whom(
    house: Organization, lea: Account
) -> None:
    task = opened(house, Owner(account_id=lea.pk))
    close_task(task_id=task.pk, outcome="reached", by=AccountViewer(lea.pk), now=MORNING)
    with pytest.raises(Refused, match="task_already_closed"):
        close_task(task_id=task.pk, outcome="no_answer", by=SYSTEM, now=MORNING)
    task.refresh_from_db()
    assert (task.outcome, task.closed_by_id) == ("reached", str(lea.pk))
    assert owed(AccountViewer(lea.pk)) == ()


def test_nothing_closes_without_an_outcome(house: Organization, lea: Account) -> None:
    task = opened(house, Owner(account_id=lea.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        close_task(task_id=task.pk, outcome="", by=SYSTEM, now=MORNING)
    task.refresh_from_db()
    assert task.closed_at is None


def test_an_open_task_changes_hands_and_a_closed_one_no_more(
    house: Organization, lea: Account
) -> None:
    task = opened(house, Owner(group="shift", group_id=SHIFT))
    later = MORNING + timedelta(hours=3)
    move_task(task_id=task.pk, owner=Owner(account_id=lea.pk), due_at=later, by=SYSTEM, now=MORNING)
    task.refresh_from_db()
    assert (task.owner_account_id, task.owner_group, task.owner_group_id) == (lea.pk, "", None)
    assert task.due_at == later
    close_task(task_id=task.pk, outcome="reached", by=SYSTEM, now=MORNING)
    with pytest.raises(Refused, match="task_already_closed"):
        move_task(task_id=task.pk, due_at=MORNING, by=SYSTEM, now=MORNING)


def test_what_is_late_is_open_and_past_its_deadline(house: Organization, lea: Account) -> None:
    owner = Owner(account_id=lea.pk)
    late, done = opened(house, owner, minutes=10), opened(house, owner, minutes=10)
    opened(house, owner, minutes=90)
    close_task(task_id=done.pk, outcome="reached", by=SYSTEM, now=MORNING)
    assert list(Task.objects.late(MORNING + timedelta(hours=1))) == [late]
