"""Who is looking: an account with the roles it holds today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.accounts import access, scopes
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.directory.models import Organization
from maillon.kernel.access import AccountViewer, Role
from maillon.kernel.prepared import Prepared

__all__ = [
    "AccountCard",
    "AccountSheet",
    "HeldRole",
    "Structure",
    "account_cards",
    "account_sheet",
    "accounts_administered",
    "colleagues",
    "structures_administered",
    "viewer_by_id",
    "viewer_of",
]


_ROLES: Final = Prepared(
    lambda account_id, today: ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), account=account_id, starts_on__lte=today
    ).values_list("code", "organization_id", "desk_id"),
    UUID,
    date,
)


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as a colleague sees it."""

    id: UUID
    name: str
    initials: str


def viewer_of(account: Account, *, now: datetime, origin: str = "") -> AccountViewer:
    """The viewer for this request: roles are read afresh, so an ended one is gone at once."""
    roles = tuple(Role(*row) for row in _ROLES.rows(account.pk, now.date()))
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
    return {row[0]: AccountCard(*row) for row in _CARDS.rows(list(ids))}


_CARDS: Final = Prepared(
    lambda ids: Account.objects.filter(pk__in=ids).values_list("pk", "name", "initials"), [UUID]
)


def colleagues(viewer: AccountViewer, *, now: datetime) -> tuple[AccountCard, ...]:
    """Who works in one of the viewer's structures today, herself left out, by name."""
    today = now.date()
    living = Q(roles__ends_on=None) | Q(roles__ends_on__gt=today)
    rows = (
        Account.objects.filter(
            living,
            ~Q(roles__code__in=(ScopedRole.Code.REQUESTER, ScopedRole.Code.READER)),
            is_active=True,
            roles__starts_on__lte=today,
            roles__organization_id__in={role.organization_id for role in viewer.roles},
        )
        .exclude(pk=viewer.account_id)
        .order_by("name")
        .distinct()
    )
    return tuple(AccountCard(one.pk, one.name, one.initials) for one in rows)


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure the viewer administers, with its desks."""

    id: UUID
    name: str
    desks: tuple[scopes.Scope, ...]


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role of an account, in words."""

    id: UUID
    code: str
    label: str
    structure: str
    desk: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """An account as its administrator sees it: roles and doors, nothing of what it reads."""

    id: UUID
    name: str
    email: str
    active: bool
    came: bool  # a password was chosen
    last_login: datetime | None
    second_factor: bool
    own: bool
    roles: tuple[HeldRole, ...]


def structures_administered(viewer: AccountViewer) -> tuple[Structure, ...]:
    """The viewer's structures by name; none for who administers nothing."""
    ids = access.administered(viewer)
    desks = scopes.scopes_of(ids)
    rows = Organization.objects.filter(pk__in=ids)
    return tuple(
        Structure(pk, name, tuple(one for one in desks if one.organization_id == pk))
        for pk, name in rows.order_by("name").values_list("pk", "name")
    )


def accounts_administered(viewer: AccountViewer, words: str = "") -> tuple[AccountSheet, ...]:
    """Accounts with a role in the viewer's structures, open ones first, by name."""
    ids = access.administered(viewer)
    found = Account.objects.filter(roles__organization_id__in=ids)
    for word in words.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return _sheets(viewer, found.distinct().order_by("-is_active", "name"))


def account_sheet(viewer: AccountViewer, account_id: UUID) -> AccountSheet:
    """One account of the viewer's structures; ``NotFound`` for any other."""
    account = access.require_account(viewer, account_id)
    return _sheets(viewer, Account.objects.filter(pk=account.pk))[0]


def _sheets(viewer: AccountViewer, accounts: QuerySet[Account]) -> tuple[AccountSheet, ...]:
    from allauth.mfa.models import Authenticator

    rows = list(accounts)
    roles = _held(viewer, [account.pk for account in rows])
    seconds = set(Authenticator.objects.filter(user__in=rows).values_list("user_id", flat=True))
    return tuple(
        AccountSheet(
            id=one.pk,
            name=one.name,
            email=one.email,
            active=one.is_active,
            came=one.has_usable_password(),
            last_login=one.last_login,
            second_factor=one.pk in seconds,
            own=one.pk == viewer.account_id,
            roles=tuple(roles.get(one.pk, ())),
        )
        for one in rows
    )


def _held(viewer: AccountViewer, account_ids: list[UUID]) -> dict[UUID, list[HeldRole]]:
    """Roles in the viewer's structures only: what else somebody does elsewhere is not hers."""
    ids = access.administered(viewer)
    desks = {scope.id: scope.name for scope in scopes.scopes_of(ids)}
    rows = ScopedRole.objects.select_related("organization").filter(
        account_id__in=account_ids, organization_id__in=ids
    )
    held: dict[UUID, list[HeldRole]] = {}
    for row in rows.order_by("ends_on", "starts_on"):
        desk = desks.get(row.desk_id, "") if row.desk_id else ""
        held.setdefault(row.account_id, []).append(
            HeldRole(
                row.pk, row.code, row.get_code_display(), row.organization.name, desk,
                row.starts_on, row.ends_on,
            )
        )  # fmt: skip
    return held
