"""Whether somebody was seen at the desk while it was open: seen, absent, or nobody can say.

Spans are half-open pairs of moments. Every reading here is one pass over sorted spans.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

__all__ = ["QUARTER", "Attendance", "attendance", "claimed_once", "shared", "united", "without"]

Stretch = tuple[datetime, datetime]
QUARTER: Final = timedelta(minutes=15)  # an absence no longer than that is a pause
SWAY: Final = timedelta(minutes=1)  # how far a clock is set right without a jump


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is known of openings: ``opened`` is ``held`` + the absences + what nobody can say."""

    opened: timedelta
    held: timedelta
    absent: tuple[Stretch, ...]  # each longer than a quarter of an hour
    unknown: tuple[Stretch, ...]


def attendance(
    openings: Iterable[Stretch], seen: Iterable[Stretch], known: Iterable[Stretch]
) -> Attendance:
    """What was seen of these openings; ``known``: when whoever looks was there to see.

    A stretch without anybody counts from a quarter of an hour on. Of a longer one, what nobody
    could see is unknown, and so is the rest where it is no longer than a pause.
    """
    opened, looked = united(openings), united(known)
    missing = without(opened, shared(united(seen), looked))
    long = [one for one in missing if _length(one) > QUARTER]
    absent = tuple(one for one in shared(long, looked) if _length(one) > QUARTER)
    unknown = tuple(without(long, absent))
    whole = _total(opened)
    return Attendance(whole, whole - _total(absent) - _total(unknown), absent, unknown)


def claimed_once(rows: Sequence[Stretch]) -> list[Stretch]:
    """The time that rows, in the order they were written, tell without contradiction.

    A row that begins before an earlier one ends was written by a clock that had gone back: what
    the earlier one tells after that moment was lived twice, or never.
    """
    told: list[Stretch] = []
    doubted: list[Stretch] = []
    first: datetime | None = None  # where the rows written later begin
    for began, until in reversed(rows):
        if first is None or first > until - SWAY:
            told.append((began, until))
        else:
            told.append((began, min(first, until)))
            doubted.append((max(began, first), until))
        first = began if first is None else min(first, began)
    return without(united(told), united(doubted))


def united(spans: Iterable[Stretch]) -> list[Stretch]:
    """The same time, in order, each moment once."""
    found: list[Stretch] = []
    for began, until in sorted(span for span in spans if span[0] < span[1]):
        if found and began <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((began, until))
    return found


def shared(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The time both hold; each in order, without overlap."""
    return list(_shared(some, others))


def _shared(some: Sequence[Stretch], others: Sequence[Stretch]) -> Iterator[Stretch]:
    one = other = 0
    while one < len(some) and other < len(others):
        began = max(some[one][0], others[other][0])
        until = min(some[one][1], others[other][1])
        if began < until:
            yield began, until
        if some[one][1] <= others[other][1]:
            one += 1
        else:
            other += 1


def without(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The time of the first that the others do not hold; each in order, without overlap."""
    left: list[Stretch] = []
    other = 0
    for began, until in some:
        while other < len(others) and others[other][1] <= began:
            other += 1
        after = other
        while after < len(others) and others[after][0] < until:
            if began < others[after][0]:
                left.append((began, others[after][0]))
            began = max(began, others[after][1])
            after += 1
        other = max(other, after - 1)
        if began < until:
            left.append((began, until))
    return left


def _length(span: Stretch) -> timedelta:
    return span[1] - span[0]


def _total(spans: Iterable[Stretch]) -> timedelta:
    return sum((_length(span) for span in spans), timedelta(0))
