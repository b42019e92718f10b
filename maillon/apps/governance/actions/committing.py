from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.governance.actions.owing import owe, settle, today_of
from maillon.apps.governance.models import Commitment
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["drop_commitment", "keep_commitment", "promise"]


def promise(
    *, organization_id: UUID, partner: str, text: str, made_on: date, due_on: date,
    by: AccountViewer, now: datetime,
) -> Commitment:  # fmt: skip
    """Write what is promised to a partner; it is the structure's task until it is kept.

    Raises ``NotFound`` for who does not write this structure, ``Refused('commitment_wordless')``.
    """
    access.require_writer(by, organization_id)
    if not text.strip():
        raise Refused("commitment_wordless")
    one = Commitment(
        organization_id=organization_id, partner=partner, text=text.strip()[:2000],
        made_on=made_on, due_on=due_on,
    )  # fmt: skip
    with transaction.atomic():
        one.task = owe(
            "governance.commitment", organization_id, ("commitment", one.pk), due_on, by=by,
            now=now,
        )  # fmt: skip
        one.save(force_insert=True)
        _tell("governance.commitment_made", one, by, now)
    return one


def keep_commitment(
    *, commitment_id: UUID, kept_on: date, by: AccountViewer, now: datetime
) -> Commitment:
    """It is kept, in time or late: its day says which; its task closes.

    Raises ``NotFound``, ``Refused``: ``commitment_settled``, ``commitment_later``.
    """
    if kept_on > today_of(now):
        raise Refused("commitment_later")
    with transaction.atomic():
        one = _locked(commitment_id, by)
        one.kept_on = kept_on
        one.save(update_fields=["kept_on"])
        settle(one.task, "kept", by=by, now=now)
        late = kept_on > one.due_on
        _tell("governance.commitment_kept", one, by, now, late=late)
    return one


def drop_commitment(*, commitment_id: UUID, by: AccountViewer, now: datetime) -> Commitment:
    """It no longer holds, by agreement: its task closes, its line stays. Raises as keeping."""
    with transaction.atomic():
        one = _locked(commitment_id, by)
        one.dropped_at = now
        one.save(update_fields=["dropped_at"])
        settle(one.task, "dropped", by=by, now=now)
    return one


def _locked(commitment_id: UUID, by: AccountViewer) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("task")
    one = rows.filter(pk=commitment_id).first()
    if one is None:
        raise NotFound
    access.require_writer(by, one.organization_id)
    if one.kept_on is not None or one.dropped_at is not None:
        raise Refused("commitment_settled")
    return one


def _tell(act: str, one: Commitment, by: AccountViewer, now: datetime, **data: bool) -> None:
    journal.record(
        act=act, organization_id=one.organization_id, by=by, now=now,
        subjects=[("commitment", one.pk)], data={"partner": one.partner, **data},
    )  # fmt: skip
