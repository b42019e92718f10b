from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillon.apps.contracts.models import IndemnityCeiling, IndemnityRate
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["say_ceiling", "withdraw_rate", "write_rate"]


def write_rate(
    *, organization_id: UUID, profession: str, basis: str, euros: Decimal, starts_on: date,
    ends_on: date | None, by: AccountViewer, now: datetime,
) -> IndemnityRate:  # fmt: skip
    """Say what a profession is paid from a day on; the rate that ran until then ends that day.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``rate_nothing``,
    ``rate_days``, ``rate_overlaps`` (a later rate is already written over these days).
    """
    structures.require_writer(by, organization_id)
    if euros <= 0:
        raise Refused("rate_nothing")
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("rate_days")
    with transaction.atomic():
        standing = IndemnityRate.objects.select_for_update(of=("self",)).filter(
            organization_id=organization_id, profession=profession, withdrawn_at=None
        )
        _make_room(list(standing), starts_on, ends_on)
        rate = IndemnityRate(
            organization_id=organization_id, profession=profession, basis=basis, euros=euros,
            starts_on=starts_on, ends_on=ends_on, written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        rate.save(force_insert=True)
        _tell("contracts.rate_written", organization_id, rate.pk, by, now)
    return rate


def _make_room(standing: list[IndemnityRate], starts_on: date, ends_on: date | None) -> None:
    """End the rate that is open before this day; refuse any other that meets these days."""
    for one in standing:
        if one.starts_on < starts_on and one.ends_on is None:
            one.ends_on = starts_on
            one.save(update_fields=["ends_on"])
        elif (one.ends_on is None or one.ends_on > starts_on) and (
            ends_on is None or one.starts_on < ends_on
        ):
            raise Refused("rate_overlaps")


def withdraw_rate(*, rate_id: UUID, by: AccountViewer, now: datetime) -> UUID:
    """Take a rate back: it was written wrongly; its structure. Its days are asked for again.

    Raises ``NotFound``, ``Refused('rate_withdrawn')``.
    """
    with transaction.atomic():
        rate = IndemnityRate.objects.select_for_update(of=("self",)).filter(pk=rate_id).first()
        if rate is None:
            raise NotFound
        structures.require_writer(by, rate.organization_id)
        if rate.withdrawn_at is not None:
            raise Refused("rate_withdrawn")
        rate.withdrawn_at = now
        rate.save(update_fields=["withdrawn_at"])
        _tell("contracts.rate_withdrawn", rate.organization_id, rate.pk, by, now)
    return rate.organization_id


def say_ceiling(
    *, organization_id: UUID, year: int, euros: Decimal | None, by: AccountViewer, now: datetime
) -> IndemnityCeiling:
    """Say the most a member receives in a year, or with ``None`` that there is no such limit.

    Raises ``NotFound`` for who does not write this structure, ``Refused('ceiling_nothing')``.
    """
    structures.require_writer(by, organization_id)
    if euros is not None and euros <= 0:
        raise Refused("ceiling_nothing")
    with transaction.atomic():
        before = Q(organization_id=organization_id, year=year, withdrawn_at=None)
        IndemnityCeiling.objects.filter(before).update(withdrawn_at=now)
        said = IndemnityCeiling(
            organization_id=organization_id, year=year, euros=euros, written_by_id=by.account_id,
            written_at=now,
        )  # fmt: skip
        said.save(force_insert=True)
        _tell("contracts.ceiling_said", organization_id, said.pk, by, now)
    return said


def _tell(act: str, organization_id: UUID, pk: UUID, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=organization_id, by=by, now=now, subjects=[("indemnity", pk)]
    )
