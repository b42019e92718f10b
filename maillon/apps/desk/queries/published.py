"""The rule by which a desk chooses whom to ask, as anybody may read it: no account, no person."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.facts import REFUSAL_STANDS, WEEK, policy_of
from maillon.apps.desk.models import Desk
from maillon.apps.journal.queries import story
from maillon.engines.dispatch import RULE_SINCE, Policy
from maillon.errors import NotFound
from maillon.kernel.access import SYSTEM

__all__ = ["PublishedRule", "published_desks", "published_rule"]


@dataclass(frozen=True, slots=True)
class PublishedRule:
    """The very values the desk ranks with; ``version`` changes when one of them does."""

    desk_id: UUID
    desk: str
    phone: str
    synthetic: bool
    policy: Policy
    refusal_stands_hours: int
    counted_days: int
    since: date
    version: str


def published_desks() -> tuple[tuple[UUID, str], ...]:
    """Every desk whose rule may be read, by name."""
    return tuple(Desk.objects.order_by("name").values_list("pk", "name"))


def published_rule(desk_id: UUID) -> PublishedRule:
    """The rule in force at a desk; ``NotFound`` where there is no such desk."""
    desk = Desk.objects.filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    policy = policy_of(desk.policy)
    hours, days = REFUSAL_STANDS.total_seconds() // 3600, WEEK.days
    told = repr((RULE_SINCE, astuple(policy), hours, days))
    return PublishedRule(
        desk_id=desk.pk,
        desk=desk.name,
        phone=desk.phone,
        synthetic=desk.synthetic,
        policy=policy,
        refusal_stands_hours=int(hours),
        counted_days=days,
        since=_since(desk),
        version=sha256(told.encode()).hexdigest()[:8],
    )


def _since(desk: Desk) -> date:
    """The day this desk last changed its waves or delays, or that of the rule itself."""
    changes = [
        entry.occurred_at
        for entry in story(SYSTEM, "desk", desk.pk)
        if entry.act == "desk.settings_changed" and "policy" in entry.data.get("changed", ())
    ]
    return max([RULE_SINCE, *(_day(moment, desk) for moment in changes)])


def _day(moment: datetime, desk: Desk) -> date:
    return moment.astimezone(ZoneInfo(desk.timezone)).date()
