"""The door of a structure that has no contract yet: who of the payer or of the ARS reads."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.readers import dismiss_reader, readers, welcome_reader
from maillon.apps.journal import actions as journal
from maillon.apps.stages import access
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["close_reader", "open_reader"]


def open_reader(
    *, organization_id: UUID, email: str, name: str, by: AccountViewer, now: datetime
) -> None:
    """Open to somebody of the payer or of the ARS what this structure hands over, nothing else.

    Raises ``NotFound``, ``Refused`` as ``accounts.readers.welcome_reader``.
    """
    stage = access.require_writer(by, organization_id)
    with transaction.atomic():
        welcome_reader(email=email, name=name, organization_id=organization_id, by=by, now=now)
        journal.record(
            act="stages.door_opened", organization_id=organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)],
        )  # fmt: skip


def close_reader(*, organization_id: UUID, role_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Close it to one reader, at once. Raises ``NotFound`` for a reader of another structure."""
    stage = access.require_writer(by, organization_id)
    if role_id not in {one.role_id for one in readers(by, organization_id)}:
        raise NotFound
    with transaction.atomic():
        dismiss_reader(role_id=role_id, by=by, now=now)
        journal.record(
            act="stages.door_closed", organization_id=organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)],
        )  # fmt: skip
