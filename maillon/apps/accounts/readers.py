"""Readers of what a structure sent: the payer's, the ARS's. They work in no structure, and an
account is either a reader's or of somebody who works: never both.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts import access, actions
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["ReaderLine", "dismiss_reader", "readers", "structures_received", "welcome_reader"]


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody to whom the door is open, or was."""

    role_id: UUID
    name: str
    email: str
    since: date
    until: date | None
    came: bool


def structures_received(viewer: AccountViewer) -> tuple[UUID, ...]:
    """The structures whose sent files this viewer receives."""
    held = (one.organization_id for one in viewer.roles if one.code == actions.Code.READER)
    return tuple(dict.fromkeys(held))


def readers(viewer: AccountViewer, organization_id: UUID) -> tuple[ReaderLine, ...]:
    """Everybody who has received the files of a structure, for who coordinates, manages or
    administers it; ``NotFound`` else.
    """
    _require(viewer, organization_id)
    rows = ScopedRole.objects.filter(
        organization_id=organization_id, code=actions.Code.READER
    ).select_related("account")
    return tuple(
        ReaderLine(one.pk, one.account.name, one.account.email, one.starts_on, one.ends_on,
                   one.account.last_login is not None)
        for one in rows.order_by("ends_on", "-starts_on", "account__name")
    )  # fmt: skip


def welcome_reader(
    *, email: str, name: str, organization_id: UUID, by: AccountViewer, now: datetime
) -> Account:
    """Open to somebody of the payer or of the ARS the door of what this structure sends; whoever
    reads other structures already keeps her account.

    Raises ``NotFound``, ``Refused``: ``role_apart`` for an account that works somewhere,
    ``role_held``, and those of ``open_account``.
    """
    _require(by, organization_id)
    role = actions.NewRole(actions.Code.READER, organization_id)
    with transaction.atomic():
        known = Account.objects.filter(email__iexact=email.strip()).first()
        if known is None:
            return actions.open_account(email=email, name=name, role=role, by=by, now=now)
        actions.add_role(known, role, by, now)
        if not known.is_active:
            known.is_active = True
            known.save(update_fields=["is_active"])
    return known


def dismiss_reader(*, role_id: UUID, by: AccountViewer, now: datetime) -> UUID:
    """Close the door to a reader: it opens nothing from this moment on; its structure.

    Raises ``NotFound``.
    """
    role = ScopedRole.objects.filter(
        pk=role_id, code=actions.Code.READER, ends_on=None
    ).select_related("account").first()  # fmt: skip
    if role is None:
        raise NotFound
    _require(by, role.organization_id)
    actions.drop_role(role, by, now)
    return role.organization_id


def _require(viewer: AccountViewer, organization_id: UUID) -> None:
    may = access.keeps_house(viewer, organization_id)
    if not may and organization_id not in access.administered(viewer):
        raise NotFound
