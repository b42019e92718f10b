"""For which structures somebody works, and as what: the predicates of teams, grids, irritants."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.care.models import TeamMember, TeamStage
from maillon.apps.directory.models import PractitionerRole
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["led", "own_practice", "require_led", "require_worked", "teamed", "worked"]

WORKERS = frozenset({"practitioner", "coordinator", "agent", "lead"})
LEADERS = frozenset({"coordinator", "manager"})


def worked(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures where this viewer works with persons, each once, in the order of her roles."""
    return _held(viewer, WORKERS)


def led(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures whose sums this viewer reads: she coordinates or manages them."""
    return _held(viewer, LEADERS)


def require_worked(viewer: Viewer, organization_id: UUID | None = None) -> UUID:
    """The structure where she works (the first, where none is named); ``NotFound`` without it."""
    return _require(worked(viewer), organization_id)


def require_led(viewer: Viewer, organization_id: UUID | None = None) -> UUID:
    """The structure she leads (the first, where none is named); ``NotFound`` without it."""
    return _require(led(viewer), organization_id)


def own_practice(viewer: Viewer) -> PractitionerRole | None:
    """Where this viewer practises, as the register knows her; the living one first."""
    if not isinstance(viewer, AccountViewer):
        return None
    hers = PractitionerRole.objects.filter(practitioner__accounts=viewer.account_id, ended_on=None)
    return hers.select_related("practitioner").order_by("pk").first()


def teamed(viewer: Viewer, now: datetime) -> tuple[UUID, ...]:
    """The light teams this viewer is of today, or coordinates."""
    if not isinstance(viewer, AccountViewer):
        return ()
    mine = TeamMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=now.date()),
        practitioner_role__practitioner__accounts=viewer.account_id, starts_on__lte=now.date(),
    )  # fmt: skip
    led_ones = TeamStage.objects.filter(organization_id__in=led(viewer))
    found = [*mine.values_list("organization_id", flat=True).order_by("starts_on", "pk")]
    found += led_ones.values_list("organization_id", flat=True)
    return tuple(dict.fromkeys(found))


def _held(viewer: Viewer, codes: frozenset[str]) -> tuple[UUID, ...]:
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    return tuple(dict.fromkeys(r.organization_id for r in roles if r.code in codes))


def _require(held: tuple[UUID, ...], organization_id: UUID | None) -> UUID:
    if not held or (organization_id is not None and organization_id not in held):
        raise NotFound
    return organization_id or held[0]
