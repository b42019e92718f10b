"""The triage rules in force at a desk: the file's, and the desk's own in their place."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from maillon.apps.accounts.queries import account_cards
from maillon.apps.desk import access, rules
from maillon.apps.desk.models import TriageRule
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.timing import local_day
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = ["RuleLine", "in_force", "rule_lines", "rule_to_edit"]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One version of a rule; ``written`` says who and when, where the desk wrote it."""

    rule: rules.Rule
    own: bool
    retired: bool
    state: str  # in force, to come, before, silent
    written: str = ""


def in_force(desk_id: UUID, day: date) -> tuple[rules.Rule, ...]:
    """What reminds at this desk that day; a desk's version replaces the file's of the same id."""
    latest = {rule.id: rule for rule in rules.standing(rules.load(), day)}
    for row in _SINCE.objects(desk_id, day):
        if row.retired:
            latest.pop(row.rule, None)
        else:
            latest[row.rule] = rules.written(row)
    return tuple(latest.values())


def _rows(desk_id: UUID) -> QuerySet[TriageRule]:
    return TriageRule.objects.filter(desk_id=desk_id).order_by("since", "written_at")


_SINCE: Final = Prepared(
    lambda desk_id, day: _rows(desk_id).filter(since__lte=day),
    UUID,
    date,
)


def rule_lines(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> tuple[RuleLine, ...]:
    """Every version, the newest of each rule first; for agents of the desk, ``NotFound`` else."""
    desk = access.require_agent(viewer, desk_id)
    today, tz = local_day(desk, now), ZoneInfo(desk.timezone)
    rows = list(_rows(desk_id))
    names = account_cards({row.account_id for row in rows})
    standing = {rule.id: rule for rule in in_force(desk_id, today)}
    own = [
        RuleLine(
            rule=(rule := rules.written(row)),
            own=True,
            retired=row.retired,
            state=_state(row.since, today, rule == standing.get(row.rule) and not row.retired),
            written=f"{names[row.account_id].name}, {_when(row.written_at, tz)}",
        )
        for row in rows
    ]
    filed = [
        RuleLine(
            rule,
            own=False,
            retired=False,
            state=_state(rule.since, today, rule == standing.get(rule.id)),
        )
        for rule in rules.load()
    ]
    lines = sorted([*own, *filed], key=lambda line: line.rule.since, reverse=True)
    return tuple(sorted(lines, key=lambda line: line.rule.id))


def _state(since: date, today: date, stands: bool) -> str:
    if since > today:
        return "to_come"
    return "in_force" if stands else "before"


def _when(at: datetime, tz: ZoneInfo) -> str:
    return f"{long_day(at.astimezone(tz).date())}, {clock_words(at, tz)}"


def rule_to_edit(
    viewer: AccountViewer, desk_id: UUID, rule_id: str, *, now: datetime
) -> rules.Rule:
    """The version a change starts from: the newest one, to come included."""
    access.require_lead(viewer, desk_id)
    known = [line.rule for line in rule_lines(viewer, desk_id, now=now) if line.rule.id == rule_id]
    if not known:
        raise NotFound
    return known[0]
