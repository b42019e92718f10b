"""Who is asked together, by which channel, and when.

In order: the carer the person chose, then her usual carers, each alone for the exclusive window;
then the zone, best ranked first, in waves of the policy's sizes; then the neighbours; then the
call list with everybody else eligible, on the agent's screen.

- A window starts when its wave opens and lasts exactly what the policy says; the next wave opens
  when it ends.
- An SMS wave that would open in quiet hours opens when they end. For an *immediate* need nothing
  waits and nobody is woken by SMS: everyone left goes to the call list at that very moment.
- Who cannot be reached by SMS is on the call list, except a chosen or usual carer: while the desk
  is open it phones her, and she has her exclusive window like any other.
- The call list opens when the desk is open (at once if immediate) and closes with the need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from maillon.engines.dispatch.facts import NeedFacts
from maillon.engines.dispatch.hours import DeskHours, next_loud
from maillon.engines.dispatch.policy import Policy
from maillon.engines.dispatch.verdicts import Ranked, Tier

__all__ = ["Channel", "WaveKind", "WavePlan", "plan_waves"]

WaveKind = Literal["usual", "zone", "neighbours", "call_list"]
Channel = Literal["sms", "phone"]
Step = tuple[WaveKind, timedelta, tuple[Ranked, ...]]


@dataclass(frozen=True, slots=True)
class WavePlan:
    """One wave: its turn (from 1), its ground, its channel, its people and its window.

    ``responders`` keep the order of the ranking. Moments are UTC; the window is half-open;
    ``closes_at`` is None for the call list, which stays until the need is settled.
    """

    position: int
    kind: WaveKind
    channel: Channel
    responders: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime | None


def plan_waves(
    need: NeedFacts,
    ranked: Sequence[Ranked],
    now: datetime,
    policy: Policy,
    desk_hours: DeskHours,
) -> tuple[WavePlan, ...]:
    """Every ranked responder in exactly one wave, in the order the waves open; none empty.

    ``ranked`` comes from ``rank``, which has already left out whoever cannot be asked: nobody
    holds a window she cannot use. Plan once and store: planning again starts from ``now``.
    """
    immediate = need.urgency == "immediate"
    cursor = now.astimezone(UTC)
    waves: list[WavePlan] = []
    for step in _steps(need, ranked, policy):
        opens = next_loud(cursor, policy.quiet_start, policy.quiet_end, desk_hours.tz)
        if immediate and opens != cursor:
            break
        opened = _open(step, opens, len(waves), immediate or desk_hours.is_open(opens))
        if opened:
            waves += opened
            cursor = opens + step[1]
    asked = {responder for wave in waves for responder in wave.responders}
    rest = tuple(r.responder_id for r in ranked if r.responder_id not in asked)
    if rest:
        opens = cursor if immediate else desk_hours.next_open(cursor)
        waves.append(WavePlan(len(waves) + 1, "call_list", "phone", rest, opens, None))
    return tuple(waves)


def _steps(need: NeedFacts, ranked: Sequence[Ranked], policy: Policy) -> Iterator[Step]:
    """Those asked together, turn by turn, whatever the channel."""
    tiers: tuple[Tier, ...] = ("chosen", "usual")
    for tier in tiers:
        people = tuple(r for r in ranked if r.tier == tier)
        yield "usual", policy.exclusive_window.of(need.urgency), people
    zone = [r for r in ranked if r.tier == "zone" and r.by_sms]
    for people in _batches(zone, policy.zone_wave_sizes):
        yield "zone", policy.zone_window.of(need.urgency), people
    neighbours = [r for r in ranked if r.tier == "neighbours" and r.by_sms]
    for people in _batches(neighbours, policy.neighbour_wave_sizes):
        yield "neighbours", policy.neighbour_window.of(need.urgency), people


def _batches(people: Sequence[Ranked], sizes: tuple[int, ...]) -> Iterator[tuple[Ranked, ...]]:
    start = 0
    for size in sizes:
        yield tuple(people[start : start + size])
        start += size


def _open(step: Step, opens: datetime, before: int, can_phone: bool) -> list[WavePlan]:
    """The step as one wave per channel, opening and closing together."""
    kind, window, people = step
    by_channel: dict[Channel, tuple[str, ...]] = {
        "sms": tuple(r.responder_id for r in people if r.by_sms),
        "phone": tuple(r.responder_id for r in people if not r.by_sms and can_phone),
    }
    filled = [(channel, ids) for channel, ids in by_channel.items() if ids]
    return [
        WavePlan(before + turn, kind, channel, ids, opens, opens + window)
        for turn, (channel, ids) in enumerate(filled, start=1)
    ]
