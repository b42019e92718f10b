"""Taking a request for help, ending it with the person, stopping it at her word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care.models import CareTeam
from maillon.apps.directory.models import LocalResource, Organization, PractitionerRole
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.apps.welcome import access
from maillon.apps.welcome.models import FoundHelp, HelpRequest
from maillon.apps.welcome.timing import working_days_after
from maillon.apps.welcome.vocabulary import MEANS, OUTCOMES
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer

__all__ = ["Found", "close_request", "refuse_request", "take_request"]

SETTLE_DAYS = 14
SEALED = (
    "requester_name", "requester_phone", "person_name", "person_phone", "place", "words",
    "handed_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Named things found with the person."""

    resources: Sequence[UUID] = ()
    establishments: Sequence[UUID] = ()
    practitioner_roles: Sequence[UUID] = ()

    @property
    def any(self) -> bool:
        """Whether something is named."""
        return bool(self.resources or self.establishments or self.practitioner_roles)


def take_request(*, request_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Read and taken by this coordinator, who now owes its end; the requester's link says so.

    Raises ``NotFound``, ``Refused``: ``help_closed``, ``help_taken``.
    """
    with transaction.atomic():
        row = _open(request_id, by)
        if row.taken_at is not None:
            raise Refused("help_taken")
        row.taken_at = now
        row.save(update_fields=["taken_at"])
        door = access.door_of(row.organization_id)
        due = working_days_after(now, door.settle_days if door else SETTLE_DAYS)
        tasks.move_task(
            task_id=row.task_id, owner=Owner(account_id=by.account_id), due_at=due, by=by, now=now
        )
        _tell("welcome.taken", row, by, now)


def close_request(
    *,
    request_id: UUID,
    outcome: str,
    by: AccountViewer,
    now: datetime,
    with_person: str = "",
    found: Found | None = None,
    handed_to: str = "",
) -> None:
    """End it by a fact: named help found with the person, her circle, a desk, or her refusal.

    Raises ``NotFound``, ``Refused``: ``help_closed``, ``help_outcome``, ``help_without_name``,
    ``help_without_person``, ``help_without_circle``, ``help_without_desk``.
    """
    if outcome not in OUTCOMES:
        raise Refused("help_outcome")
    if outcome == "refused":
        refuse_request(request_id=request_id, by=by, now=now)
        return
    with transaction.atomic():
        row = _open(request_id, by)
        named = found or Found()
        _check(row, outcome, with_person, named, handed_to)
        _name(row, named)
        row.taken_at = row.taken_at or now
        row.closed_at, row.outcome = now, outcome
        row.with_person, row.handed_to = with_person, handed_to.strip()
        row.save(update_fields=["taken_at", "closed_at", "outcome", "with_person", "handed_to"])
        tasks.close_task(task_id=row.task_id, outcome=outcome, by=by, now=now)
        _tell("welcome.closed", row, by, now, outcome=outcome)


def _open(request_id: UUID, by: AccountViewer) -> HelpRequest:
    row = access.require_help(by, request_id, held=True)
    if row.closed_at is not None:
        raise Refused("help_closed")
    return row


def _check(row: HelpRequest, outcome: str, with_person: str, found: Found, to: str) -> None:
    if with_person not in MEANS:
        raise Refused("help_without_person")
    if outcome == "found" and not found.any:
        raise Refused("help_without_name")
    if outcome == "desk" and not to.strip():
        raise Refused("help_without_desk")
    if outcome == "circle" and not (
        row.patient_id
        and CareTeam.objects.filter(patient_id=row.patient_id, closed_at=None).exists()
    ):
        raise Refused("help_without_circle")


def _name(row: HelpRequest, found: Found) -> None:
    """Raises ``NotFound`` for anything the directory does not know, or knows as closed."""
    known = (
        ("resource_id", LocalResource.objects.living(), found.resources),
        ("establishment_id", Organization.objects.all(), found.establishments),
        ("practitioner_role_id", PractitionerRole.objects.all(), found.practitioner_roles),
    )
    for column, rows, ids in known:
        wanted = set(ids)
        if rows.filter(pk__in=wanted).count() != len(wanted):
            raise NotFound
        for pk in wanted:
            FoundHelp.objects.create(request=row, **{column: pk})


def refuse_request(*, request_id: UUID, by: AccountViewer | LinkViewer, now: datetime) -> None:
    """The person does not want it, at any moment: everything stops, and what was said is emptied.

    By a coordinator who heard it, or by the bearer of the request's link. Twice is once.
    Raises ``NotFound``.
    """
    with transaction.atomic():
        row = access.require_help(by, request_id, held=True)
        if row.refused_at is not None:
            return
        if row.closed_at is None:
            row.closed_at, row.outcome = now, "refused"
            tasks.close_task(task_id=row.task_id, outcome="refused", by=by, now=now)
        row.refused_at, row.refused_by_kind = now, by.kind
        for name in SEALED:
            setattr(row, name, "")
        row.phone_index = row.origin_index = ""
        row.save()
        _tell("welcome.refused", row, by, now)


def _tell(
    act: str, row: HelpRequest, by: AccountViewer | LinkViewer, now: datetime, **data: str
) -> None:
    subjects = [("help_request", row.pk)]
    if row.patient_id:
        subjects.append(("patient", row.patient_id))
    journal.record(
        act=act, organization_id=row.organization_id, by=by, now=now, subjects=subjects, data=data
    )
