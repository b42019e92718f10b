"""One act, three ledgers: what it proves, what is owed for it, what it adds to the activity.

Pure. Each ledger is counted on its own from the same acts; each act has its share of the three,
and the shares add up to the ledgers, to the minute and to the cent.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillon.apps.contracts.evidence import Evidence
from maillon.apps.contracts.gathering import Told, gather
from maillon.apps.contracts.indemnities import NOTHING, Held, Year

__all__ = ["Activity", "Ledgers", "Share", "activity", "buckets", "ledgers", "proven_by"]


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of act in the activity report: how many, and the minutes of everybody present."""

    acts: int
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """What one act is in the three ledgers. ``proves``: each fact with the act and without it."""

    act: Held
    proves: tuple[tuple[str, Any, Any], ...]
    euros: Decimal | None
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The three ledgers of a year and the share of each act."""

    facts: Mapping[str, Any]
    money: Year
    report: Mapping[str, Activity]
    buckets: Mapping[str, Decimal]
    shares: tuple[Share, ...]
    proofs: Mapping[str, tuple[UUID, ...]]  # kind of act → the acts that the proofs count

    def disagreements(self) -> Iterator[str]:
        """Where the three do not say the same; nothing while they agree."""
        minutes = sum((one.minutes for one in self.shares), Decimal(0))
        told = sum((one.minutes for one in self.report.values()), Decimal(0))
        if not minutes == told == sum(self.buckets.values(), Decimal(0)):
            yield "les minutes de l’activité ne sont pas celles des indemnités"
        euros = [one.euros for one in self.shares]
        known = [one for one in euros if one is not None]
        whole = sum(known, NOTHING) if len(known) == len(euros) else None
        if whole != self.money.paid():
            yield "les euros des actes ne font pas le total"
        for kind, acts in self.proofs.items():
            if len(acts) != self.report.get(kind, Activity(0, NOTHING)).acts:
                yield f"{kind} : le contrat et l’activité ne comptent pas les mêmes actes"


def activity(acts: Sequence[Held]) -> dict[str, Activity]:
    """The activity report: by kind of act, how many and the minutes of everybody present."""
    found: dict[str, Activity] = {}
    for one in acts:
        before = found.get(one.act, Activity(0, NOTHING))
        found[one.act] = Activity(before.acts + 1, before.minutes + _minutes(one))
    return found


def _minutes(act: Held) -> Decimal:
    return sum(act.present.values(), NOTHING) + sum(act.guests, NOTHING)


def buckets(year: Year) -> dict[str, Decimal]:
    """Where each minute of presence went: paid, or why it is not."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in (one.line for one in year.lines):
        found[line.why or "paid"] += line.counted
        found["elsewhere"] += line.minutes - line.counted
    return {key: minutes for key, minutes in found.items() if minutes}


def proven_by(
    rules: Evidence, told: Sequence[Told], kinds: frozenset[str], year: int, on: date
) -> dict[str, Any]:
    """The facts of a contract that these kinds of act prove."""
    ways = {key: way for key, way in rules.ways.items() if kinds & set(way.acts)}
    found = gather(Evidence(ways, {}), told, {}, {}, year=year, on=on, needed=tuple(ways))
    return {key: one.proven for key, one in found.items()}


def ledgers(
    rules: Evidence, told: Sequence[Told], held: Sequence[Held], money: Year, *, year: int, on: date
) -> Ledgers:
    """The three ledgers of the meetings of a year. ``told``: as the contract reads the journal;
    ``held``: as the indemnities and the activity read it.
    """
    kinds = frozenset(one.act for one in held) | {one.act for one in told if one.about
                                                  and one.about[0] == "meeting"}  # fmt: skip
    counted = [one for one in told if one.act in kinds and one.day.year == year and one.day <= on]
    facts = proven_by(rules, counted, kinds, year, on)
    shares = []
    for act in sorted(held, key=lambda one: one.place):
        rest = [one for one in counted if one.id != act.id]
        without = proven_by(rules, rest, kinds, year, on) if len(rest) < len(counted) else facts
        proves = tuple((k, v, without[k]) for k, v in facts.items() if without[k] != v)
        mine = [one.euros for one in money.lines if one.line.act == act.id]
        known = [one for one in mine if one is not None]
        euros = sum(known, NOTHING) if len(known) == len(mine) else None
        shares.append(Share(act, proves, euros, _minutes(act)))
    proofs = {
        kind: tuple(one.id for one in counted if one.act == kind)
        for kind in kinds
        if kind in rules.acts
    }
    return Ledgers(facts, money, activity(held), buckets(money), tuple(shares), proofs)
