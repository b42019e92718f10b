"""The facts of a responder as one record of fixed width, and back, to the digit.

Degrees, NaN where unknown; microseconds since 1970 UTC, ``NEVER`` where there is no moment.
Counts hold in 32 bits.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maillon.engines.dispatch.facts import Availability, CandidateFacts, NeedFacts, Works
from maillon.engines.dispatch.residents import Circle

__all__ = ["NO", "RECORD", "Record", "Table", "as_record", "from_record", "microseconds"]

Record = tuple[int, float, float, int, int, int, bool, bool, int, int]
Table = npt.NDArray[np.void]
RECORD: Final = np.dtype(
    [
        ("kind", "i4"), ("lon", "f8"), ("lat", "f8"), ("available", "i1"), ("declared", "i8"),
        ("paused", "i8"), ("opted_out", "?"), ("by_sms", "?"), ("limit", "i4"), ("capacity", "i4"),
    ]
)  # fmt: skip
SAID: Final[tuple[Availability, ...]] = ("yes", "no", "unknown")
NO: Final = SAID.index("no")
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
NEVER: Final = -(2**63)
NAN: Final = float("nan")

# Professions, needs she takes, hours she told: few of them are different in a whole country.
Kind = tuple[frozenset[str], frozenset[str] | None, Works | None]


def microseconds(moment: datetime | None) -> int:
    """An aware moment as an integer, exactly."""
    return NEVER if moment is None else (moment - EPOCH) // MICROSECOND


def as_record(facts: CandidateFacts, kind: int) -> Record:
    """What no need changes; ``kind`` stands for what she does and when."""
    return (
        kind,
        NAN if facts.lon is None else facts.lon,
        NAN if facts.lat is None else facts.lat,
        SAID.index(facts.available),
        microseconds(facts.availability_declared_at),
        microseconds(facts.paused_until),
        facts.opted_out,
        facts.reachable_by_sms,
        facts.live_limit,
        facts.declared_capacity_last_week,
    )


def from_record(
    pk: str, record: Record, kind: Kind, *, covers: bool, near: bool, circle: Circle
) -> CandidateFacts:
    """The same facts again, placed for one need."""
    _, lon, lat, said, declared, paused, opted_out, by_sms, limit, capacity = record
    return CandidateFacts(
        pk, kind[0], kind[1], covers, near,
        None if lon != lon else lon, None if lat != lat else lat,  # NaN is not itself
        pk in circle.usual, pk in circle.chosen, pk in circle.refused,
        opted_out, _moment(paused), SAID[said], _moment(declared),
        circle.live_offers.get(pk, 0), limit, circle.offers_last_week.get(pk, 0), capacity,
        pk in circle.already_asked, pk in circle.withdrawn, pk in circle.busy, by_sms,
    )  # fmt: skip


def _moment(at: int) -> datetime | None:
    return None if at == NEVER else EPOCH + timedelta(microseconds=at)


def fitting(kinds: tuple[Kind, ...], need: NeedFacts) -> npt.NDArray[Any]:
    """Which kinds may answer this need, at its hours."""
    return np.array(
        [
            not need.professions.isdisjoint(trades)
            and (takes is None or need.code in takes)
            and (works is None or works.at(need.part_of_day, need.only_day))
            for trades, takes, works in kinds
        ],
        dtype=bool,
    )
