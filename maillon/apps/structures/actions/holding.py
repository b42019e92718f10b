import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.actions.recording import media_type
from maillon.apps.structures.holdings import HOLDINGS, HoldingKind, holding_act
from maillon.apps.structures.models import Holding
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewHolding", "add_holding", "close_holding", "renew_holding"]

PARIS: Final = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class NewHolding:
    """A line as typed; ``ends_on``: its end, or the day it is looked at again."""

    kind: str
    title: str
    starts_on: date
    ends_on: date | None = None
    notice_days: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    document: bytes = b""


def add_holding(
    *, organization_id: UUID, new: NewHolding, by: AccountViewer, now: datetime
) -> Holding:
    """Write a line, its act in the journal, and once the reminder of its date.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``record_untitled``,
    ``record_later``, ``holding_days``, ``holding_lacks``, and as ``media_type``.
    """
    access.require_writer(by, organization_id)
    kind = HOLDINGS.get(new.kind)
    if kind is None:
        raise NotFound
    _right(kind, new, now)
    with transaction.atomic():
        one = Holding(
            organization_id=organization_id, kind=new.kind, title=new.title.strip()[:200],
            starts_on=new.starts_on, ends_on=new.ends_on, written_at=now,
            notice_days=new.notice_days if kind.noticed else 0,
            notes=json.dumps(
                {name.code: new.notes.get(name.code, "") for name in kind.fields},
                ensure_ascii=False,
            ),
        )  # fmt: skip
        if new.document:
            one.media_type = media_type(new.document)
            one.digest = hashlib.sha256(new.document).hexdigest()
            one.content = base64.b64encode(new.document).decode()
        _tell(one, {name.code: new.notes.get(name.code, "") for name in kind.fields if name.told},
              by, now)  # fmt: skip
        _remind(one, by, now)
        one.save(force_insert=True)
    return one


def renew_holding(*, holding_id: UUID, ends_on: date, by: AccountViewer, now: datetime) -> Holding:
    """Its next date; the reminder of the one before is settled, another is set.

    Raises ``NotFound``, ``Refused``: ``holding_closed``, ``holding_days``.
    """
    with transaction.atomic():
        one = _locked(holding_id, by)
        if ends_on <= max(one.ends_on or one.starts_on, one.starts_on):
            raise Refused("holding_days")
        _settle(one, "renewed", by, now)
        one.ends_on = ends_on
        _remind(one, by, now)
        one.save(update_fields=["ends_on", "task"])
        journal.record(
            act="structures.holding_renewed", organization_id=one.organization_id, by=by, now=now,
            subjects=[("holding", one.pk)], data={"day": ends_on.isoformat()},
        )  # fmt: skip
    return one


def close_holding(*, holding_id: UUID, by: AccountViewer, now: datetime) -> Holding:
    """It is over: its reminder is settled, its act no longer stands, its line stays."""
    with transaction.atomic():
        one = _locked(holding_id, by)
        _settle(one, "closed", by, now)
        journal.cancel(entry_id=one.entry_id, by=by, now=now, reason="closed")
        one.closed_at = now
        one.save(update_fields=["closed_at"])
    return one


def _locked(holding_id: UUID, by: AccountViewer) -> Holding:
    rows = Holding.objects.select_for_update(of=("self",)).select_related("task")
    one = rows.filter(pk=holding_id).first()
    if one is None:
        raise NotFound
    access.require_writer(by, one.organization_id)
    if one.closed_at is not None:
        raise Refused("holding_closed")
    return one


def _right(kind: HoldingKind, new: NewHolding, now: datetime) -> None:
    if not new.title.strip():
        raise Refused("record_untitled")
    if kind.code != "trainee" and new.starts_on > now.astimezone(PARIS).date():
        raise Refused("record_later")
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        raise Refused("holding_days")
    lacking = [one.label for one in kind.fields if one.required and not new.notes.get(one.code)]
    if lacking:
        raise Refused("holding_lacks", fields=", ".join(lacking))


def _remind(one: Holding, by: AccountViewer, now: datetime) -> None:
    """The structure's task, before the end by its notice and the time to decide."""
    one.task = None
    if one.ends_on is None:
        return
    day = one.ends_on - timedelta(days=one.notice_days) - HOLDINGS[one.kind].ahead
    tomorrow = now.astimezone(PARIS).date() + timedelta(days=1)
    one.task = tasks.open_task(
        kind="structures.holding", organization_id=one.organization_id,
        owner=tasks.Owner(group="organization", group_id=one.organization_id),
        origin=("holding", one.pk), by=by, now=now,
        due_at=datetime.combine(max(day, tomorrow), time(18), PARIS),
    )  # fmt: skip


def _settle(one: Holding, outcome: str, by: AccountViewer, now: datetime) -> None:
    if one.task is not None and one.task.closed_at is None:
        tasks.close_task(task_id=one.task.pk, outcome=outcome, by=by, now=now)


def _tell(one: Holding, told: Mapping[str, str], by: AccountViewer, now: datetime) -> None:
    noon = datetime.combine(one.starts_on, time(12), PARIS)
    one.entry = journal.record(
        act=holding_act(one.kind), organization_id=one.organization_id, by=by, now=now,
        occurred_at=min(noon, now), subjects=[("holding", one.pk)], data=dict(told),
        documents=[one.digest] if one.digest else [],
    )  # fmt: skip
