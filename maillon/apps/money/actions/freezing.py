import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal import actions as journal
from maillon.apps.money.counting import House, house_of
from maillon.apps.money.models import PaidLine, PaidQuarter
from maillon.apps.money.quarters import NOTHING, Due, Quarter, total
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["freeze_quarter", "lines_digest", "undo_freeze"]


def freeze_quarter(
    *, organization_id: UUID, quarter: Quarter, paid_on: date, seen: Decimal, by: AccountViewer,
    now: datetime,
) -> PaidQuarter:  # fmt: skip
    """Say that a quarter was paid: its lines are kept as they are and never change. A later
    correction becomes a line of the next open quarter.

    ``seen``: the sum on the page it was said from. Raises ``NotFound`` for who does not write this
    structure, ``Refused``: ``quarter_running``, ``quarter_day``, ``quarter_paid``,
    ``quarter_before`` (an earlier one is to pay), ``quarter_asks``, ``quarter_empty``,
    ``quarter_moved``.
    """
    structures.require_writer(by, organization_id)
    today = now.astimezone(PARIS).date()
    if today < quarter.ends_on:
        raise Refused("quarter_running")
    if not quarter.ends_on <= paid_on <= today:
        raise Refused("quarter_day")
    try:
        with transaction.atomic():
            house = house_of(organization_id, today)
            lines = _checked(house, quarter, seen)
            return _kept(organization_id, quarter, paid_on, house, lines, by, now)
    except IntegrityError as error:
        raise Refused("quarter_paid") from error


def _checked(house: House, quarter: Quarter, seen: Decimal) -> tuple[Due, ...]:
    if house.last is not None and quarter <= house.last:
        raise Refused("quarter_paid")
    before = house.last.next if house.last else Quarter(house.first, 1)
    while before < quarter:
        if total(house.due(before)) != 0:
            raise Refused("quarter_before", before=f"trimestre {before.number} de {before.year}")
        before = before.next
    lines = house.due(quarter)
    euros = total(lines)
    if euros is None:
        raise Refused("quarter_asks")
    if not lines:
        raise Refused("quarter_empty")
    if euros != seen:
        raise Refused("quarter_moved")
    return lines


def _kept(
    organization_id: UUID, quarter: Quarter, paid_on: date, house: House, lines: Sequence[Due],
    by: AccountViewer, now: datetime,
) -> PaidQuarter:  # fmt: skip
    row = PaidQuarter(
        organization_id=organization_id, year=quarter.year, number=quarter.number,
        paid_on=paid_on, frozen_by_id=by.account_id, frozen_at=now, euros=total(lines) or 0,
    )  # fmt: skip
    made = [_line(row, place, one, house) for place, one in enumerate(lines)]
    row.digest = lines_digest(made)
    row.entry = journal.record(
        act="money.quarter_paid", organization_id=organization_id, by=by, now=now,
        subjects=[("quarter", row.pk)], documents=[row.digest],
        data={"year": quarter.year, "quarter": quarter.number},
    )  # fmt: skip
    row.save(force_insert=True)
    PaidLine.objects.bulk_create(made)
    return row


def _line(row: PaidQuarter, place: int, one: Due, house: House) -> PaidLine:
    facts = house.facts[one.key]
    return PaidLine(
        quarter=row, position=place, member_id=facts.member, profession=facts.profession,
        about=one.key[0], act=facts.act, act_id=facts.act_id, day=facts.day,
        counted=facts.counted, euros=one.euros or NOTHING, before=one.before,
    )  # fmt: skip


def lines_digest(lines: Sequence[PaidLine]) -> str:
    """SHA-256 of what was paid to whom for what: the same lines give the same."""
    told = [
        [str(one.member_id), str(one.about), str(one.act_id), one.day.isoformat(),
         f"{one.euros:.2f}", "" if one.before is None else f"{one.before:.2f}"]
        for one in lines
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def undo_freeze(*, quarter_id: UUID, by: AccountViewer, now: datetime) -> PaidQuarter:
    """Take back a freeze the day it was made, while no later quarter is paid; its act is cancelled.

    Raises ``NotFound``, ``Refused('quarter_kept')``.
    """
    with transaction.atomic():
        row = PaidQuarter.objects.select_for_update(of=("self",)).filter(pk=quarter_id).first()
        if row is None:
            raise NotFound
        structures.require_writer(by, row.organization_id)
        standing = PaidQuarter.objects.filter(organization_id=row.organization_id, undone_at=None)
        last = standing.order_by("year", "number").last()
        same_day = row.frozen_at.astimezone(PARIS).date() == now.astimezone(PARIS).date()
        if last != row or not same_day:
            raise Refused("quarter_kept")
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        journal.cancel(entry_id=row.entry_id, by=by, now=now, reason="quarter_undone")
    return row
