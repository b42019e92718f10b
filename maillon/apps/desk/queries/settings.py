"""The settings of a desk as its lead reads them, and who changed them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.accounts.queries import account_cards
from maillon.apps.desk import access
from maillon.apps.desk.facts import policy_of
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.journal.queries import story
from maillon.engines.dispatch import Policy, Windows
from maillon.kernel.access import AccountViewer

__all__ = ["Change", "DeskSettings", "desk_settings"]

LATEST = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the settings: who, when, of what."""

    who: str
    when: str
    what: tuple[str, ...]  # names of settings, or the id of a rule


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What a lead may change, as it stands."""

    id: UUID
    name: str
    revision: int
    timezone: str
    opening_hours: dict[str, list[list[str]]]
    closed_holidays: bool
    closed_days: tuple[date, ...]  # of its own
    closed_notice: str
    evening_desk_id: UUID | None
    others: tuple[tuple[UUID, str], ...]  # the desks of the same organization
    policy: dict[str, Any]  # minutes, sizes and HH:MM, the defaults filled in
    kept: dict[str, Any]  # what this page does not show and must not lose
    changes: tuple[Change, ...]


def desk_settings(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> DeskSettings:
    """The settings for whoever leads the desk; ``NotFound`` for anybody else."""
    desk = access.require_lead(viewer, desk_id)
    return DeskSettings(
        id=desk.pk,
        name=desk.name,
        revision=desk.settings_revision,
        timezone=desk.timezone,
        opening_hours=desk.opening_hours,
        closed_holidays=desk.closed_holidays,
        closed_days=tuple(date.fromisoformat(day) for day in desk.closed_days),
        closed_notice=desk.closed_notice,
        evening_desk_id=desk.evening_desk_id,
        others=tuple((other.pk, other.name) for other in access.region_of(desk)),
        policy=_shown(policy_of(desk.policy)),
        kept=dict(desk.policy),
        changes=_changes(viewer, desk_id, ZoneInfo(desk.timezone)),
    )


def _shown(policy: Policy) -> dict[str, Any]:
    windows = ("exclusive_window", "zone_window", "neighbour_window")
    return {
        **{name: _minutes(getattr(policy, name)) for name in windows},
        "zone_wave_sizes": list(policy.zone_wave_sizes),
        "neighbour_wave_sizes": list(policy.neighbour_wave_sizes),
        "quiet_start": policy.quiet_start.isoformat("minutes"),
        "quiet_end": policy.quiet_end.isoformat("minutes"),
    }


def _minutes(windows: Windows) -> dict[str, float]:
    each = {
        "immediate": windows.immediate,
        "today": windows.today,
        "within_48h": windows.within_48h,
        "planned": windows.planned,
    }
    return {urgency: window.total_seconds() / 60 for urgency, window in each.items()}


def _changes(viewer: AccountViewer, desk_id: UUID, tz: ZoneInfo) -> tuple[Change, ...]:
    entries = [e for e in story(viewer, "desk", desk_id) if e.act == "desk.settings_changed"]
    latest = list(reversed(entries))[:LATEST]
    names = account_cards({UUID(e.author_id) for e in latest if e.author_kind == "account"})
    by_id = {str(pk): card.name for pk, card in names.items()}
    return tuple(
        Change(
            who=by_id.get(entry.author_id, ""),
            when=f"{long_day(entry.occurred_at.astimezone(tz).date())}, "
            f"{clock_words(entry.occurred_at, tz)}",
            what=tuple(entry.data.get("changed", ())) or (f"rule:{entry.data.get('rule', '')}",),
        )
        for entry in latest
    )
