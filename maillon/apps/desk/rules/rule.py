"""What a triage rule is once read: plain, frozen, complete."""

from dataclasses import dataclass, field
from datetime import date

__all__ = ["SUGGESTIONS", "Conditions", "Rule", "Source"]

SUGGESTIONS = {
    "samu15": "SAMU – 15",
    "hospital_line": "ligne hospitalière personnes âgées",
    "dac": "dispositif d’appui (DAC)",
    "snp": "soins non programmés",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a published text, or the desk's own habit."""

    kind: str  # official, desk
    name: str
    date: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a rule speaks: every line given must hold, one value of a line is enough."""

    needs: frozenset[str] = frozenset()
    urgency: frozenset[str] = frozenset()
    living: frozenset[str] = frozenset()
    prescription: frozenset[str] = frozenset()
    words: tuple[str, ...] = field(default=())
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated version of a reminder."""

    id: str
    since: date
    when: Conditions
    reminder: str
    suggests: str
    source: Source

    @property
    def suggestion(self) -> str:
        """Where the rule would send, in words; empty when it only reminds."""
        return SUGGESTIONS[self.suggests]
