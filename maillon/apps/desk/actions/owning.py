"""One owner and one deadline for every open request."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.watching import watch_night
from maillon.apps.desk.models import Desk, DeskShift, ServiceRequest
from maillon.apps.desk.timing import hours_of, next_shift_start
from maillon.apps.journal.actions import record
from maillon.apps.tasks.actions import Owner
from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer

__all__ = [
    "new_step",
    "open_step",
    "own",
    "owner_of",
    "shift_after",
    "shift_at",
    "take_request",
]


def shift_at(desk: Desk, now: datetime) -> DeskShift:
    """The running shift, or the one that opens next: who owns what nobody took yet."""
    hours = hours_of(desk)
    opening = hours.next_open(now)
    tz = ZoneInfo(desk.timezone)
    day = opening.astimezone(tz).date()
    spans = sorted(hours.spans_on(day))
    starts = [datetime.combine(day, start, tzinfo=tz) for start, _ in spans]
    ends = [datetime.combine(day, end, tzinfo=tz) for _, end in spans]
    span = next(((s, e) for s, e in zip(starts, ends, strict=True) if s <= opening < e), None)
    start, end = span or (opening, opening + timedelta(hours=8))
    shift, _ = DeskShift.objects.get_or_create(
        desk=desk, starts_at=start, defaults={"ends_at": end}
    )
    return shift


def shift_after(desk: Desk, now: datetime) -> DeskShift:
    """The shift that opens after the running one; the next one while the desk is closed."""
    return shift_at(desk, next_shift_start(desk, now))


def own(
    request: ServiceRequest, *, account_id: UUID | None = None, shift: DeskShift | None = None
) -> dict[str, str | None]:
    """Give the request and all it owes to one owner; the codes of who held it before."""
    was = {
        "was_account": str(request.owner_account_id) if request.owner_account_id else None,
        "was_shift": str(request.owner_shift_id) if request.owner_shift_id else None,
    }
    request.owner_account_id, request.owner_shift = account_id, shift
    request.save(update_fields=["owner_account", "owner_shift"])
    owner = owner_of(request)
    Task.objects.about("request", request.pk).open().update(
        owner_account_id=owner.account_id,
        owner_group=owner.group,
        owner_group_id=owner.group_id,
    )
    return was


def owner_of(request: ServiceRequest) -> Owner:
    """The task owner that matches the request's owner."""
    if request.owner_account_id:
        return Owner(account_id=request.owner_account_id)
    return Owner(group="shift", group_id=request.owner_shift_id)


def new_step(request: ServiceRequest, kind: str, due_at: datetime, now: datetime) -> Task:
    """A step of this request, owed by whoever owns it; not written yet."""
    owner = owner_of(request)
    return Task(
        kind=kind,
        organization_id=request.organization_id,
        owner_account_id=owner.account_id,
        owner_group=owner.group,
        owner_group_id=owner.group_id,
        origin_kind="request",
        origin_id=request.pk,
        created_at=now,
        due_at=due_at,
    )


def open_step(request: ServiceRequest, kind: str, due_at: datetime, now: datetime) -> Task:
    """A step of this request, owed by whoever owns it."""
    task = new_step(request, kind, due_at, now)
    task.save(force_insert=True)
    return task


def take_request(*, request_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """The agent becomes the owner of the request and of what it owes; at night, for a while."""
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(request_id)
        was = own(request, account_id=by.account_id)
        watch_night(request.desk, now)
        record(
            act="desk.owned",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk)],
            data=was,
        )
        return progress.refresh(request, by=by, now=now)
