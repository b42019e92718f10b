from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.house import HouseAccount, ever_there, held_in
from maillon.apps.directory.models import Organization
from maillon.apps.handover import access
from maillon.apps.handover.actions.passing import passable
from maillon.apps.handover.models import Succession
from maillon.apps.handover.sections import Line, kept_with, leaving
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["LeavingPage", "Passed", "house_of", "leaving_page"]


@dataclass(frozen=True, slots=True)
class Passed:
    """A hand-over that was done, and whether it was undone."""

    id: UUID
    from_name: str
    to_name: str
    day: date
    tasks: int
    returned: bool


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """Who may leave, and for the one chosen: her tasks, her access, what changes."""

    organization_id: UUID
    structure: str
    people: tuple[tuple[UUID, str], ...]
    here: tuple[HouseAccount, ...]
    chosen: UUID | None
    chosen_name: str
    tasks: int
    late: int
    kept: int
    roles: tuple[str, ...]
    until: date | None
    changes: tuple[Line, ...]
    passed: tuple[Passed, ...]


def leaving_page(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID | None, *, now: datetime
) -> LeavingPage:
    """Handing over, for one account of this structure; ``NotFound`` for who does not write it
    and for an account that never was there.
    """
    access.require_writer(viewer, organization_id)
    people = ever_there(organization_id)
    names = dict(people)
    if account_id is not None and account_id not in names:
        raise NotFound
    here = held_in(organization_id, day=now.date())
    held = next((one for one in here if one.id == account_id), None)
    hers = Task.objects.filter(passable(organization_id, account_id)) if account_id else (
        Task.objects.none()
    )  # fmt: skip
    return LeavingPage(
        organization_id=organization_id,
        structure=Organization.objects.get(pk=organization_id).name,
        people=people, here=here, chosen=account_id,
        chosen_name=names.get(account_id, "") if account_id else "",
        tasks=hers.count(), late=hers.filter(due_at__lte=now).count(),
        kept=_kept(organization_id, account_id), roles=held.roles if held else (),
        until=held.until if held else None,
        changes=leaving(viewer, organization_id, account_id, now) if account_id else (),
        passed=_passed(organization_id),
    )  # fmt: skip


def house_of(viewer: AccountViewer, succession_id: UUID) -> UUID:
    """The structure of a hand-over; ``NotFound`` for who does not write it."""
    found = Succession.objects.filter(pk=succession_id).values_list("organization_id", flat=True)
    house = found.first()
    if house is None:
        raise NotFound
    access.require_writer(viewer, house)
    return house


def _kept(organization_id: UUID, account_id: UUID | None) -> int:
    """Her tasks that pass to nobody: asked of her by name."""
    return Task.objects.open().filter(
        organization_id=organization_id, owner_account_id=account_id, kind__in=kept_with()
    ).exclude(owner_account_id=None).count()  # fmt: skip


def _passed(organization_id: UUID) -> tuple[Passed, ...]:
    rows = Succession.objects.filter(organization_id=organization_id).select_related(
        "from_account", "to_account"
    )
    return tuple(
        Passed(
            one.pk, one.from_account.name, one.to_account.name, one.passed_at.date(),
            one.handed.count(), one.returned_at is not None,
        )
        for one in rows.order_by("-passed_at")[:20]
    )  # fmt: skip
