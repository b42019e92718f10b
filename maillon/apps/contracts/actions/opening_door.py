from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.readers import dismiss_reader, readers, welcome_reader
from maillon.apps.contracts import access
from maillon.apps.journal import actions as journal
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["close_door", "open_door"]


def open_door(
    *, contract_id: UUID, email: str, name: str, by: AccountViewer, now: datetime
) -> None:
    """Open to somebody of the payer or of the ARS the files this structure sends.

    Raises ``NotFound``, ``Refused`` as ``accounts.readers.welcome_reader``.
    """
    contract = access.require_writer(by, contract_id)
    with transaction.atomic():
        welcome_reader(
            email=email, name=name, organization_id=contract.organization_id, by=by, now=now
        )
        journal.record(
            act="contracts.door_opened", organization_id=contract.organization_id, by=by, now=now,
            subjects=[("contract", contract.pk)], data={},
        )  # fmt: skip


def close_door(*, contract_id: UUID, role_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Close it to one reader, at once. Raises ``NotFound`` for a reader of another structure."""
    contract = access.require_writer(by, contract_id)
    if role_id not in {one.role_id for one in readers(by, contract.organization_id)}:
        raise NotFound
    with transaction.atomic():
        dismiss_reader(role_id=role_id, by=by, now=now)
        journal.record(
            act="contracts.door_closed", organization_id=contract.organization_id, by=by, now=now,
            subjects=[("contract", contract.pk)], data={},
        )  # fmt: skip
