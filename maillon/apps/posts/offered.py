"""Closed meetings of the journal where somebody was present, whose minutes are known already."""

from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.contracts.presence import MEETINGS
from maillon.apps.journal.models import Entry
from maillon.apps.posts.models import AsideMeeting, CoordinationTime

__all__ = ["aside", "offered", "untaken"]


def offered(organization_id: UUID, account_id: UUID) -> "QuerySet[Entry]":
    """The meetings that stand, count for this structure, and where she came with an account."""
    return Entry.objects.filter(
        Q(participants__kind="account", participants__object_id=account_id,
          participants__minutes__gte=1),
        act__in=MEETINGS, cancels=None, cancelled_by=None,
        credits__organization_id=organization_id,
    ).distinct()  # fmt: skip


def untaken(organization_id: UUID, account_id: UUID) -> "QuerySet[Entry]":
    """Those of them that no line of hers counts yet, in any structure, and that she did not set
    aside.
    """
    return _uncounted(organization_id, account_id).exclude(pk__in=_aside(account_id))


def aside(organization_id: UUID, account_id: UUID) -> "QuerySet[Entry]":
    """Those that she set aside."""
    return _uncounted(organization_id, account_id).filter(pk__in=_aside(account_id))


def _aside(account_id: UUID) -> "QuerySet[AsideMeeting, UUID]":
    return AsideMeeting.objects.filter(account_id=account_id).values_list("meeting_id", flat=True)


def _uncounted(organization_id: UUID, account_id: UUID) -> "QuerySet[Entry]":
    taken = CoordinationTime.objects.filter(account_id=account_id, withdrawn_at=None)
    known = taken.exclude(meeting=None).values("meeting_id")
    return offered(organization_id, account_id).exclude(pk__in=known)
