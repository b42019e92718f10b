"""Care with an end date: the end is a task, and going on is one gesture."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import owe, supersede
from maillon.apps.desk.actions.searching import start_search
from maillon.apps.desk.models import Need, ServiceRequest, Shift
from maillon.apps.desk.timing import local_day, local_moment
from maillon.apps.desk.vocabulary import LONGEST_CARE
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["follow_to_end", "following", "renew_care"]

BEFORE = timedelta(days=2)  # enough to ask the same carer first, and others if she cannot
ASKED_AT = time(9, 30)
GOES_ON = (Need.State.FOUND, Need.State.BEGUN)


def follow_to_end(*, need_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """Two days before the care ends somebody asks: go on or close? The request stays open.

    Raises ``Refused('no_end')`` for care without an end to come.
    """
    need = _of(need_id, by, now)
    with transaction.atomic():
        request = progress.lock_open(need.request_id)
        end = _end(need, request, now)
        moment = local_moment(request.desk, end - BEFORE, ASKED_AT)
        due_at = max(moment, now + timedelta(hours=1))
        owe(request, "care_ending", due_at=due_at, now=now, need=need)
        return progress.refresh(request, by=by, now=now)


def renew_care(*, need_id: UUID, ends_on: date, by: AccountViewer, now: datetime) -> ServiceRequest:
    """The same care goes on until ``ends_on``: a need of its own, the same carer asked first.

    Raises ``Refused``: ``no_end``, ``renewal_date`` for a day that prolongs nothing,
    ``renewal_too_late``, ``already_renewed``.
    """
    need = _of(need_id, by, now)
    with transaction.atomic():
        request = progress.lock_open(need.request_id)
        end = _end(need, request, now)
        if ends_on <= end:
            raise Refused("renewal_date")
        if ends_on - end > LONGEST_CARE:
            raise Refused("renewal_too_late")
        if need.renewals.exclude(state=Need.State.CANCELLED).exists():
            raise Refused("already_renewed")
        supersede(need, ("care_ending",), by=by, now=now)
        added = following(need, end + timedelta(days=1), ends_on)
        record(
            act="desk.renewed",
            organization_id=request.organization_id,
            by=by,
            now=now,
            subjects=[("request", request.pk), ("need", need.pk)],
            data={"until": ends_on.isoformat()},
        )
        added.request = request
        start_search(request=request, need=added, by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def _of(need_id: UUID, by: AccountViewer, now: datetime) -> Need:
    need = Need.objects.filter(pk=need_id).first()
    if need is None:
        raise NotFound
    access.check_request(by, need.request_id, now=now)
    return need


def _end(need: Need, request: ServiceRequest, now: datetime) -> date:
    """The last day of care somebody holds, still to come."""
    need.refresh_from_db(fields=["state"])
    over = need.ends_on is None or need.ends_on < local_day(request.desk, now)
    watches = need.shifts.filter(starts_at__isnull=False).exists()
    if need.ends_on is None or over or watches or need.state not in GOES_ON:
        raise Refused("no_end")
    return need.ends_on


def following(need: Need, starts_on: date, ends_on: date | None, *, replaces: str = "") -> Need:
    """The same care from another day on, in the same request: a need of its own, not searched yet.

    ``replaces`` is why whoever came does not go on: she is not asked.
    """
    last = Need.objects.filter(request=need.request_id).aggregate(last=Max("position"))["last"]
    added = Need.objects.create(
        request_id=need.request_id,
        position=(last or 0) + 1,
        code=need.code,
        detail=need.detail,
        frequency=need.frequency,
        starts_on=starts_on,
        ends_on=ends_on,
        part_of_day=need.part_of_day,
        renews=need,
        replaces=replaces,
    )
    Shift.objects.create(need=added, starts_on=starts_on, ends_on=ends_on)
    return added
