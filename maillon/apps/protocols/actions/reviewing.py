from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.drafting import living
from maillon.apps.protocols.actions.proposing import PARIS, at_evening
from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.models import Task
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["confirm", "open_review", "plan_review", "settle_reviews"]


def plan_review(
    *, protocol_id: UUID, review_on: date, owner_id: UUID, by: AccountViewer, now: datetime
) -> ProtocolVersion:
    """Give the review of what is in force a day and somebody, or another of both; one task.

    Raises ``NotFound``, ``Refused``: ``protocol_not_adopted``, ``protocol_review_day``,
    ``protocol_owner``.
    """
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        version = _in_force(protocol)
        task = version.review_task
        if task is None or task.closed_at is not None:
            open_review(protocol, version, review_on, owner_id, by, now)
            return version
        owner = _owner(protocol, version, review_on, owner_id, now)
        tasks.move_task(task_id=task.pk, owner=owner, due_at=at_evening(review_on), by=by, now=now)
        version.review_on = review_on
        version.save(update_fields=["review_on"])
    return version


def confirm(
    *, protocol_id: UUID, review_on: date, owner_id: UUID, by: AccountViewer, now: datetime
) -> ProtocolVersion:
    """It was read again and nothing changes: the task ends, the next one opens. Raises as
    ``plan_review``.
    """
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        version = _in_force(protocol)
        settle_reviews(protocol, "confirmed", by, now)
        journal.record(
            act="protocols.reviewed", organization_id=protocol.organization_id, by=by, now=now,
            subjects=[("protocol", protocol.pk)], data={"version": version.number},
            documents=[version.digest] if version.digest else [],
        )  # fmt: skip
        open_review(protocol, version, review_on, owner_id, by, now)
    return version


def open_review(
    protocol: Protocol, version: ProtocolVersion, review_on: date, owner_id: UUID,
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    """The task of reading a version again; in the transaction of its cause."""
    owner = _owner(protocol, version, review_on, owner_id, now)
    version.review_on = review_on
    version.review_task = tasks.open_task(
        kind="protocols.review", organization_id=protocol.organization_id, owner=owner,
        origin=("protocol", protocol.pk), due_at=at_evening(review_on), by=by, now=now,
    )  # fmt: skip
    version.save(update_fields=["review_on", "review_task"])


def settle_reviews(protocol: Protocol, outcome: str, by: AccountViewer, now: datetime) -> None:
    """End the reviews that wait, with what became of them."""
    rows = ProtocolVersion.objects.filter(protocol=protocol).values_list("review_task_id")
    for task in Task.objects.open().filter(pk__in=rows):
        tasks.close_task(task_id=task.pk, outcome=outcome, by=by, now=now)


def _owner(
    protocol: Protocol, version: ProtocolVersion, review_on: date, owner_id: UUID, now: datetime
) -> tasks.Owner:
    today = now.astimezone(PARIS).date()
    if review_on <= (version.adopted_on or today):
        raise Refused("protocol_review_day")
    team = Member.objects.of(protocol.organization_id).on(today)
    found = team.filter(pk=owner_id).first()
    if found is None:
        raise Refused("protocol_owner")
    if found.account_id:
        return tasks.Owner(account_id=found.account_id)
    return tasks.Owner(group="organization", group_id=protocol.organization_id)


def _in_force(protocol: Protocol) -> ProtocolVersion:
    rows = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
    found = rows.select_related("review_task").order_by("-number").first()
    if found is None:
        raise Refused("protocol_not_adopted")
    return found
