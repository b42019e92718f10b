"""The settings of a desk, changed by whoever leads it: hours, waves, evening desk, triage rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access, rules
from maillon.apps.desk.actions.closing import lent
from maillon.apps.desk.actions.watching import watch_closing
from maillon.apps.desk.facts import policy_of
from maillon.apps.desk.models import Desk, ServiceRequest, TriageRule
from maillon.apps.desk.timing import hours_of, local_day
from maillon.apps.journal.actions import record
from maillon.errors import Refused, RuleError
from maillon.kernel import events, jobs
from maillon.kernel.access import AccountViewer

__all__ = ["NewRule", "NewSettings", "change_settings", "write_rule"]

LONGEST_CLOSING = 60
MOST_CLOSED = 366
Hours = Mapping[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class NewSettings:
    """Everything a lead may change at once; ``seen`` is the revision her page showed."""

    seen: int
    timezone: str
    opening_hours: Hours
    closed_notice: str
    evening_desk_id: UUID | None
    policy: Mapping[str, Any]
    closed_holidays: bool = False
    closed_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRule:
    """One dated version of a rule, written as a rule of the file is."""

    rule: str
    since: date
    when: Mapping[str, Any]
    reminder: str
    suggests: str
    source: str
    retired: bool = False


def change_settings(*, desk_id: UUID, new: NewSettings, by: AccountViewer, now: datetime) -> Desk:
    """Write the settings whole, for the desk's lead; the journal says which changed, and who.

    Hours that close the desk now send its requests on at once; hours that open it bring back
    what it had lent. Raises ``NotFound`` for anybody else, ``Refused``: ``never_open``,
    ``closed_too_long``, ``evening_desk``, ``policy_out_of_range``, ``settings_changed_meanwhile``.
    """
    desk = access.require_lead(by, desk_id)
    _check(desk, new)
    values = {
        "timezone": new.timezone,
        "opening_hours": dict(new.opening_hours),
        "closed_holidays": new.closed_holidays,
        "closed_days": [day.isoformat() for day in sorted(set(new.closed_days))],
        "closed_notice": new.closed_notice,
        "evening_desk_id": new.evening_desk_id,
        "policy": dict(new.policy),
    }
    with transaction.atomic():
        held = Desk.objects.select_for_update().get(pk=desk_id)
        if held.settings_revision != new.seen:
            raise Refused("settings_changed_meanwhile")
        changed = sorted(name for name, value in values.items() if getattr(held, name) != value)
        for name, value in values.items():
            setattr(held, name, value)
        held.settings_revision += 1
        held.save()
        _journal(held, {"changed": changed}, by, now)
        _keep_time(held, now)
        events.bump(f"desk:{desk_id}")
    return held


def _check(desk: Desk, new: NewSettings) -> None:
    if not any(new.opening_hours.values()):
        raise Refused("never_open")
    _check_closed(new)
    near = {None, *(other.pk for other in access.region_of(desk))}
    if new.evening_desk_id not in near:
        raise Refused("evening_desk")
    try:
        policy_of(new.policy)
    except RuleError as error:
        raise Refused("policy_out_of_range") from error


def _check_closed(new: NewSettings) -> None:
    """Whoever calls is always told when the desk opens again: within two months."""
    days = sorted(set(new.closed_days))
    run = 0
    for before, day in zip([None, *days], days, strict=False):
        run = run + 1 if before and day - before == timedelta(days=1) else 1
        if run > LONGEST_CLOSING or len(days) > MOST_CLOSED:
            raise Refused("closed_too_long", days=LONGEST_CLOSING)


def _keep_time(desk: Desk, now: datetime) -> None:
    """The hours may have moved the next closing, or closed or opened the desk this minute."""
    holds = ServiceRequest.objects.open().at_desk(desk.pk).exists()
    is_open = hours_of(desk).is_open(now)
    kind = ""
    if not is_open and holds:
        kind = "desk.closing"
    elif is_open and lent(desk):
        kind = "desk.opening"
    if kind:
        jobs.enqueue(
            kind,
            key=f"{kind}:{desk.pk}:settings:{desk.settings_revision}",
            run_at=now,
            payload={"desk": str(desk.pk)},
        )
    if holds:
        watch_closing(desk, now)


def _journal(desk: Desk, data: dict[str, Any], by: AccountViewer, now: datetime) -> None:
    record(
        act="desk.settings_changed",
        organization_id=desk.organization_id,
        by=by,
        now=now,
        subjects=[("desk", desk.pk)],
        data=data,
    )


def write_rule(*, desk_id: UUID, new: NewRule, by: AccountViewer, now: datetime) -> TriageRule:
    """Add a version of a triage rule of this desk; earlier ones stay readable.

    Raises ``NotFound`` for whoever does not lead it, ``Refused``: ``rule_in_the_past``,
    ``rule_unreadable`` with ``why``.
    """
    desk = access.require_lead(by, desk_id)
    if new.since < local_day(desk, now):
        raise Refused("rule_in_the_past")
    row = TriageRule(
        desk=desk, rule=new.rule, since=new.since, when=dict(new.when), reminder=new.reminder,
        suggests=new.suggests, source=new.source, retired=new.retired,
        account_id=by.account_id, written_at=now,
    )  # fmt: skip
    try:
        rules.written(row)
    except RuleError as error:
        raise Refused("rule_unreadable", why=str(error)) from error
    with transaction.atomic():
        row.save(force_insert=True)
        _journal(desk, {"rule": new.rule, "since": new.since.isoformat()}, by, now)
    return row
