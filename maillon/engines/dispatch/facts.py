"""The facts the ranking reads, gathered by the caller; nothing here is looked up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

__all__ = ["Availability", "CandidateFacts", "NeedFacts", "Urgency", "Works"]

Urgency = Literal["immediate", "today", "within_48h", "planned"]
Availability = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Works:
    """When she works, as she told it: weekdays (0 = Monday) and parts of the day."""

    days: frozenset[int]
    parts: frozenset[str]

    def at(self, part_of_day: str, only_day: int | None) -> bool:
        """Whether she works at that part of the day ("" = any), and that day (None = any)."""
        if part_of_day and part_of_day not in self.parts:
            return False
        return only_day is None or only_day in self.days


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """One need of a request: what is asked, where, and how soon.

    ``professions`` may all answer; ``lon``/``lat`` are degrees, None where only the commune is
    known and has no point; ``starts_at`` is an aware moment. ``part_of_day``: empty where any
    will do; ``only_day``: the weekday of a need of one day, None for one that lasts.
    """

    code: str
    professions: frozenset[str]
    commune: str
    lon: float | None
    lat: float | None
    urgency: Urgency
    starts_at: datetime
    part_of_day: str = ""
    only_day: int | None = None


class CandidateFacts(NamedTuple):  # a frozen dataclass takes four times as long to be made
    """One responder as the desk knows her at the moment of asking.

    ``takes``: codes of the needs she takes, None = every need of her profession.
    ``usual``: already cares for this person; ``chosen_by_person`` / ``refused_by_person``: the
    person's own words about her. ``opted_out``: she asked never to be solicited.
    ``available`` speaks of the need's start; ``availability_declared_at`` is when she said it.
    ``live_offers``: unanswered offers she holds now, out of ``live_limit``. ``offers_last_week``
    received against ``declared_capacity_last_week``, the places she said she could take.
    ``already_asked`` for this need; ``withdrawn``: took it, then gave it back; ``busy``: holds
    a place at the same hours, or every place she could take here. ``outside_hours``: she told
    when she works, and the need falls outside.
    """

    responder_id: str
    professions: frozenset[str]
    takes: frozenset[str] | None = None
    covers_commune: bool = False
    covers_neighbour: bool = False
    lon: float | None = None
    lat: float | None = None
    usual: bool = False
    chosen_by_person: bool = False
    refused_by_person: bool = False
    opted_out: bool = False
    paused_until: datetime | None = None
    available: Availability = "unknown"
    availability_declared_at: datetime | None = None
    live_offers: int = 0
    live_limit: int = 3
    offers_last_week: int = 0
    declared_capacity_last_week: int = 0
    already_asked: bool = False
    withdrawn: bool = False
    busy: bool = False
    reachable_by_sms: bool = True
    outside_hours: bool = False
