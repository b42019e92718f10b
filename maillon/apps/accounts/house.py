"""Who holds a role in one structure, for who coordinates or manages it; the caller has checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.accounts.models import Account, ApiClient, ScopedRole
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer, Grant, Relation
from maillon.kernel.accesslog import traced

__all__ = ["HouseAccount", "administers", "end_roles", "ever_there", "give_back_roles", "held_in",
           "programs_of", "roles_there", "works_there"]  # fmt: skip

MANAGEMENT = Grant(Relation.MANAGER, "handover")


@dataclass(frozen=True, slots=True)
class HouseAccount:
    """An account with a living role in a structure; ``until``: all of them end by that day."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    until: date | None


def _living(day: date) -> Q:
    return (Q(ends_on=None) | Q(ends_on__gt=day)) & Q(starts_on__lte=day)


def _inside(organization_id: UUID) -> Q:
    """Whoever works there: a requester's account, a payer's reader are of another house."""
    code = ScopedRole.Code
    return Q(organization_id=organization_id) & ~Q(code__in=(code.REQUESTER, code.READER))


def held_in(organization_id: UUID, *, day: date, readers: bool = False) -> tuple[HouseAccount, ...]:
    """The accounts that work in this structure that day, by name; with ``readers``, those that
    read what it sends, too.
    """
    inside = _inside(organization_id)
    if readers:
        inside |= Q(organization_id=organization_id, code=ScopedRole.Code.READER)
    rows = ScopedRole.objects.filter(
        inside, _living(day), account__is_active=True
    ).select_related("account")  # fmt: skip
    found: dict[UUID, list[ScopedRole]] = {}
    for one in rows.order_by("account__name", "code"):
        found.setdefault(one.account_id, []).append(one)
    return tuple(
        HouseAccount(
            pk, held[0].account.name, tuple(dict.fromkeys(o.get_code_display() for o in held)),
            _last(o.ends_on for o in held),
        )
        for pk, held in found.items()
    )  # fmt: skip


def _last(days: Iterable[date | None]) -> date | None:
    told = list(days)
    known = [one for one in told if one is not None]
    return max(known) if known and len(known) == len(told) else None


def ever_there(organization_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Every account that works or worked in this structure, by name."""
    rows = Account.objects.filter(
        pk__in=ScopedRole.objects.filter(_inside(organization_id)).values("account_id")
    )
    return tuple(rows.order_by("name").values_list("pk", "name"))


def works_there(account_id: UUID, organization_id: UUID, *, day: date) -> bool:
    """Whether this account holds a living role in this structure that day."""
    return ScopedRole.objects.filter(
        _inside(organization_id), _living(day), account_id=account_id, account__is_active=True
    ).exists()


def programs_of(organization_id: UUID, *, now: datetime) -> tuple[tuple[str, date], ...]:
    """The programs that may still ask in the name of this structure, and until when."""
    rows = ApiClient.objects.filter(
        organization_id=organization_id, revoked_at=None, until__gt=now
    ).order_by("name")
    return tuple((one.name, one.until.date()) for one in rows)


def end_roles(
    account_id: UUID, organization_id: UUID, *, day: date, by: AccountViewer, now: datetime
) -> int:
    """End all that this account holds in this structure, from that day on; how many roles. With
    nothing left anywhere, nobody signs in with it any more.

    Raises ``Refused('access_administrator')``: only administrators undo an administrator.
    """
    running = ScopedRole.objects.select_for_update().filter(
        _inside(organization_id), Q(ends_on=None) | Q(ends_on__gt=day), account_id=account_id
    )
    codes = [one.code for one in running]
    if ScopedRole.Code.ADMINISTRATOR in codes:
        raise Refused("access_administrator")
    running.filter(starts_on__lte=day).update(ends_on=day)
    running.filter(starts_on__gt=day).delete()
    others = ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=now.date()), account_id=account_id
    )
    if codes and not others.exists():
        Account.objects.filter(pk=account_id).update(is_active=False)
    traced(
        by, MANAGEMENT, object_type="account", object_id=account_id, now=now,
        organization_id=organization_id, fields=[f"role_ended:{code}" for code in codes],
    )  # fmt: skip
    return len(codes)


def administers(account_id: UUID, organization_id: UUID) -> bool:
    """Whether this account administers the structure: only administrators end that."""
    return ScopedRole.objects.filter(
        organization_id=organization_id, account_id=account_id, ends_on=None,
        code=ScopedRole.Code.ADMINISTRATOR,
    ).exists()  # fmt: skip


def roles_there(account_id: UUID, organization_id: UUID, *, day: date) -> list[dict[str, str]]:
    """What this account holds in this structure that day or later, to be given back as it was."""
    rows = ScopedRole.objects.filter(
        _inside(organization_id), Q(ends_on=None) | Q(ends_on__gt=day), account_id=account_id,
        account__is_active=True,
    )  # fmt: skip
    return [
        {
            "code": one.code, "desk": str(one.desk_id or ""),
            "starts_on": one.starts_on.isoformat(),
            "ends_on": one.ends_on.isoformat() if one.ends_on else "",
        }
        for one in rows.order_by("starts_on", "code")
    ]  # fmt: skip


def give_back_roles(
    account_id: UUID, organization_id: UUID, told: Sequence[dict[str, str]], *,
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    """Roles as ``roles_there`` told them run again, and the account signs in again."""
    for one in told:
        ScopedRole.objects.update_or_create(
            account_id=account_id, organization_id=organization_id, code=one["code"],
            desk_id=UUID(one["desk"]) if one["desk"] else None,
            starts_on=date.fromisoformat(one["starts_on"]),
            defaults={"ends_on": date.fromisoformat(one["ends_on"]) if one["ends_on"] else None},
        )  # fmt: skip
    Account.objects.filter(pk=account_id, is_active=False).update(is_active=True)
    traced(
        by, MANAGEMENT, object_type="account", object_id=account_id, now=now,
        organization_id=organization_id, fields=[f"role_given:{one['code']}" for one in told],
    )  # fmt: skip
