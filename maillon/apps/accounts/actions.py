"""Opening, changing and closing accounts; each change is a line of the access log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.accounts import access, doors, scopes
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.directory.models import Practitioner
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "AT_DESK",
    "GIVEN",
    "Code",
    "NewRole",
    "add_role",
    "close_account",
    "drop_role",
    "end_role",
    "forget_second_factor",
    "give_role",
    "invite_again",
    "open_account",
    "reopen_account",
]

Code = ScopedRole.Code
AT_DESK = frozenset({Code.AGENT, Code.LEAD})
# A requester's account is opened by the desk that knows her, which ties it to her card.
GIVEN = (
    Code.AGENT,
    Code.LEAD,
    Code.PRACTITIONER,
    Code.COORDINATOR,
    Code.MANAGER,
    Code.ADMINISTRATOR,
    Code.READER,
)


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to give: in one structure, at one of its desks where the role is a desk's."""

    code: str
    organization_id: UUID
    desk_id: UUID | None = None
    national_id: str = ""  # of a professional, as in the directory: 8 + RPPS


def open_account(*, email: str, name: str, role: NewRole, by: Viewer, now: datetime) -> Account:
    """Open an account with its first role, and send its owner the way in.

    An address already known is refused, whoever's it is: her roles are added on her page by
    whoever administers her structure. Raises ``NotFound``, ``Refused``: ``account_email``,
    ``account_name``, ``account_known`` and those of ``give_role``.
    """
    _check_may(by, role)
    address, spoken = _address(email), " ".join(name.split())
    if not spoken:
        raise Refused("account_name")
    with transaction.atomic():
        if Account.objects.filter(email__iexact=address).exists():
            raise Refused("account_known")
        account = Account(email=address, name=spoken[:120], initials=_initials(spoken))
        account.set_unusable_password()
        account.save(force_insert=True)
        _give(account, role, by, now)
        if by is not SYSTEM:
            doors.send_way_in(account)
    return account


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refused("account_email") from error
    return Account.objects.normalize_email(email.strip()).lower()


def _initials(name: str) -> str:
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def give_role(*, account_id: UUID, role: NewRole, by: AccountViewer, now: datetime) -> None:
    """Add a role from today on; the same one still running is refused.

    Raises ``NotFound`` for another structure's account, ``Refused``: ``role_unknown``,
    ``role_needs_desk``, ``role_needs_practitioner``, ``role_held``.
    """
    access.require_organization(by, role.organization_id)
    account = access.require_account(by, account_id)
    if role.code not in GIVEN:
        raise Refused("role_unknown")
    with transaction.atomic():
        _give(account, role, by, now)


def add_role(account: Account, role: NewRole, by: Viewer, now: datetime) -> None:
    """Give it to a known account, in the transaction of a caller who has checked the right to."""
    _give(account, role, by, now)


def _give(account: Account, role: NewRole, by: Viewer, now: datetime) -> None:
    if role.code not in (*GIVEN, Code.REQUESTER):
        raise Refused("role_unknown")
    _keep_apart(account, role)
    desk_id = _desk(role)
    if role.code == Code.PRACTITIONER:
        _tie(account, role.national_id)
    held = ScopedRole.objects.filter(
        account=account, organization_id=role.organization_id, desk_id=desk_id, code=role.code,
        ends_on=None,
    )  # fmt: skip
    if held.exists():
        raise Refused("role_held")
    ScopedRole.objects.update_or_create(
        account=account, organization_id=role.organization_id, desk_id=desk_id, code=role.code,
        starts_on=now.date(), defaults={"ends_on": None},
    )  # fmt: skip
    _trace(account, by, now, role.organization_id, f"role_given:{role.code}")


def _keep_apart(account: Account, role: NewRole) -> None:
    """Who reads for a payer works in no structure: one account is never both."""
    running = _running(account)
    reads = role.code == Code.READER
    mixed = running.exclude(code=Code.READER) if reads else running.filter(code=Code.READER)
    if mixed.exists():
        raise Refused("role_apart")


def _desk(role: NewRole) -> UUID | None:
    if role.code not in AT_DESK:
        return None
    known = {s.id for s in scopes.scopes_of(frozenset({role.organization_id}))}
    if role.desk_id not in known:
        raise Refused("role_needs_desk")
    return role.desk_id


def _tie(account: Account, national_id: str) -> None:
    practitioner = Practitioner.objects.filter(national_id=national_id).first()
    if practitioner is None:
        raise Refused("role_needs_practitioner")
    account.practitioner = practitioner
    account.save(update_fields=["practitioner"])


def end_role(*, role_id: UUID, by: AccountViewer, now: datetime) -> None:
    """The role opens nothing from this moment on.

    Raises ``NotFound``, ``Refused('last_administrator')``: a structure keeps one.
    """
    role = ScopedRole.objects.filter(pk=role_id, ends_on=None).first()
    if role is None or role.organization_id not in access.administered(by):
        raise NotFound
    drop_role(role, by, now)


def drop_role(role: ScopedRole, by: Viewer, now: datetime) -> None:
    """End it, for a caller who has checked the right to; ``Refused('last_administrator')``."""
    with transaction.atomic():
        _keep_one_administrator(role)
        ScopedRole.objects.filter(pk=role.pk).update(ends_on=now.date())
        _trace(role.account, by, now, role.organization_id, f"role_ended:{role.code}")


def _keep_one_administrator(role: ScopedRole) -> None:
    if role.code != Code.ADMINISTRATOR:
        return
    others = ScopedRole.objects.select_for_update().filter(
        organization_id=role.organization_id, code=Code.ADMINISTRATOR, ends_on=None,
        account__is_active=True,
    )  # fmt: skip
    if not [other for other in others if other.account_id != role.account_id]:
        raise Refused("last_administrator")


def close_account(*, account_id: UUID, by: AccountViewer, now: datetime) -> None:
    """End all it holds in the viewer's structures; with nothing left, nobody signs in with it
    and its open pages close at the next request.

    Raises ``NotFound``, ``Refused``: ``own_account``, ``last_administrator``.
    """
    account = access.require_account(by, account_id)
    if account.pk == by.account_id:
        raise Refused("own_account")
    with transaction.atomic():
        mine = _running(account).filter(organization_id__in=access.administered(by))
        for role in mine.select_related("account"):
            _keep_one_administrator(role)
        mine.update(ends_on=now.date())
        if not _running(account).exists():
            Account.objects.filter(pk=account.pk).update(is_active=False)
        _trace(account, by, now, None, "account_closed")


def _running(account: Account) -> QuerySet[ScopedRole]:
    return ScopedRole.objects.filter(account=account, ends_on=None)


def reopen_account(*, account_id: UUID, by: AccountViewer, now: datetime) -> None:
    """A closed account opens again; its roles are given anew."""
    account = access.require_account(by, account_id)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=True)
        _trace(account, by, now, None, "account_reopened")


def invite_again(*, account_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Send the link to choose a password once more. ``Refused('account_is_closed')``."""
    account = access.require_account(by, account_id)
    if not account.is_active:
        raise Refused("account_is_closed")
    with transaction.atomic():
        doors.send_way_in(account)
        _trace(account, by, now, None, "invited")


def forget_second_factor(*, account_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Her telephone is lost: the next sign-in asks for a new second factor.

    Never one's own, ``Refused('own_account')``, nor that of somebody who also works in a
    structure of somebody else's, ``Refused('account_shared')``.
    """
    from allauth.mfa.models import Authenticator

    account = access.require_account(by, account_id)
    if account.pk == by.account_id:
        raise Refused("own_account")
    if _running(account).exclude(organization_id__in=access.administered(by)).exists():
        raise Refused("account_shared")
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account.pk).delete()
        _trace(account, by, now, None, "second_factor_forgotten")


def _check_may(by: Viewer, role: NewRole) -> None:
    """Maillon itself, the structure's administrator; for a requester, its desks."""
    if by is SYSTEM:
        return
    if not isinstance(by, AccountViewer):
        raise NotFound
    house = role.organization_id
    if role.code == Code.REQUESTER and access.at_desk_of(by, house):
        return
    if role.code != Code.READER or not access.keeps_house(by, house):
        access.require_organization(by, role.organization_id)


def _trace(
    account: Account, by: Viewer, now: datetime, organization_id: UUID | None, change: str
) -> None:
    grant = access.ADMINISTRATION
    if change == f"role_given:{Code.REQUESTER}":
        grant = access.FOR_REQUESTER
    elif change.endswith(f":{Code.READER}"):
        grant = access.FOR_READER
    traced(
        by, grant, object_type="account",
        object_id=account.pk, now=now, organization_id=organization_id, fields=[change],
    )  # fmt: skip
