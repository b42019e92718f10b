"""What the ranking answers about one responder."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from maillon.engines.common import Reason

__all__ = ["TIERS", "Ranked", "Tier", "Verdict"]

Tier = Literal["chosen", "usual", "zone", "neighbours"]
TIERS: Final[tuple[Tier, ...]] = ("chosen", "usual", "zone", "neighbours")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether she may be asked, and every reason for or against.

    Excluded: ``tier`` is None, ``score`` 0 and ``reasons`` are all the causes, not the first.
    Eligible: ``score`` is the sum of the reasons' weights, to a millionth of a point.
    """

    responder_id: str
    eligible: bool
    tier: Tier | None
    score: float
    by_sms: bool
    reasons: tuple[Reason, ...]


class Ranked(NamedTuple):  # a frozen dataclass takes three times as long to be made
    """An eligible responder at her place in the order of asking; ``position`` starts at 1."""

    position: int
    responder_id: str
    tier: Tier
    score: float
    by_sms: bool
    reasons: tuple[Reason, ...]
