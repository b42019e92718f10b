"""Who may open, close and change accounts."""

from uuid import UUID

from django.db.models import Q

from maillon.apps.accounts.models import Account
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, Relation

__all__ = [
    "ADMINISTRATION",
    "FOR_READER",
    "FOR_REQUESTER",
    "administered",
    "at_desk_of",
    "keeps_house",
    "require_account",
    "require_organization",
]

ADMINISTRATION = Grant(Relation.ADMINISTRATOR, "administration")
FOR_READER = Grant(Relation.MANAGER, "reader_access")  # a structure, for who reads what it sends
FOR_REQUESTER = Grant(Relation.DESK, "requester_access")  # a desk, for whoever asks it


def administered(viewer: AccountViewer) -> frozenset[UUID]:
    """The structures whose accounts and desks this viewer administers."""
    return frozenset(r.organization_id for r in viewer.roles if r.code == "administrator")


def at_desk_of(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether the viewer answers at a desk of this structure."""
    return any(
        r.code in ("agent", "lead") and r.organization_id == organization_id for r in viewer.roles
    )


def keeps_house(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether the viewer coordinates or manages this structure."""
    return any(
        r.code in ("coordinator", "manager") and r.organization_id == organization_id
        for r in viewer.roles
    )


def require_organization(viewer: AccountViewer, organization_id: UUID) -> None:
    """``NotFound`` unless the viewer administers this structure."""
    if organization_id not in administered(viewer):
        raise NotFound


def require_account(viewer: AccountViewer, account_id: UUID) -> Account:
    """An account that holds, or held, a role in a structure of the viewer; else ``NotFound``."""
    found = Account.objects.filter(
        Q(roles__organization_id__in=administered(viewer)), pk=account_id
    ).distinct()
    account = found.first()
    if account is None:
        raise NotFound
    return account
