"""What a vote decides, by the body's own rule. Pure."""

from dataclasses import dataclass

__all__ = ["Rule", "Tally", "decided", "quorum_of"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A body's own rule, as its team entered it: share of voters who must be there, majority."""

    quorum_percent: int
    majority: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many may vote, were there, and said what."""

    eligible: int
    present: int
    yes: int
    no: int
    abstain: int


def quorum_of(eligible: int, percent: int) -> int:
    """How many must be there: the share, rounded up."""
    return -(-eligible * percent // 100)


def decided(rule: Rule, told: Tally) -> str:
    """adopted, rejected, or no_quorum. A tie is rejected; abstentions count among the present."""
    if told.present < quorum_of(told.eligible, rule.quorum_percent):
        return "no_quorum"
    if rule.majority == "absolute":
        passed = told.yes * 2 > told.present
    elif rule.majority == "two_thirds":
        passed = told.yes > 0 and told.yes * 3 >= (told.yes + told.no) * 2
    else:
        passed = told.yes > told.no
    return "adopted" if passed else "rejected"
