"""Who is looking: an account with the roles it holds today."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.kernel.access import AccountViewer, Role

__all__ = ["AccountCard", "account_cards", "viewer_by_id", "viewer_of"]


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as a colleague sees it."""

    id: UUID
    name: str
    initials: str


def viewer_of(account: Account, *, now: datetime, origin: str = "") -> AccountViewer:
    """The viewer for this request: roles are read afresh, so an ended one is gone at once."""
    today = now.date()
    rows = ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), account=account, starts_on__lte=today
    )
    roles = tuple(Role(r.code, r.organization_id, r.desk_id) for r in rows)
    return AccountViewer(account.pk, roles, _responders(account), origin)


def viewer_by_id(account_id: UUID, *, now: datetime) -> AccountViewer | None:
    """The viewer of an account that may still sign in; ``None`` for any other."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return viewer_of(account, now=now) if account else None


def _responders(account: Account) -> frozenset[UUID]:
    if account.practitioner_id is None:
        return frozenset()
    from maillon.apps.directory.models import Responder

    return frozenset(
        Responder.objects.filter(
            practitioner_role__practitioner_id=account.practitioner_id
        ).values_list("pk", flat=True)
    )


def account_cards(ids: set[UUID]) -> dict[UUID, AccountCard]:
    """Names and initials of colleagues, by id."""
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "name", "initials")
    return {pk: AccountCard(pk, name, initials) for pk, name, initials in rows}
