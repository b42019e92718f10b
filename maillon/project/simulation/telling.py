"""What the weeks showed, for a machine and for a reader."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maillon.project.simulation.verdicts import IDS

__all__ = ["holds", "lines", "many"]

Week = Mapping[str, Any]


def holds(week: Week) -> bool:
    """Whether nothing broke in this week, the twenty and the rest."""
    return not week["breaches"]


def many(weeks: Sequence[Week]) -> dict[str, Any]:
    """Several weeks as one answer: an invariant holds when it held in each of them."""
    return {
        "seeds": len(weeks),
        "requests": sum(week["requests"] for week in weeks),
        "invariants": {name: all(week["invariants"][name] for week in weeks) for name in IDS},
        "failed": [week["seed"] for week in weeks if not holds(week)],
        "weeks": list(weeks),
    }


def lines(weeks: Sequence[Week], replay: str) -> Iterator[str]:
    """One line a week; where something fell, what was seen and how to see it again."""
    for week in weeks:
        kept = sum(week["invariants"].values())
        mark = "✓" if holds(week) else "✗"
        found = week["times"]["to_found"].get("p50", "–")
        yield (
            f"{mark} graine {week['seed']} · {week['requests']} demandes · {kept} invariants "
            f"tenus sur {len(IDS)} · trouvé en {found} min (médiane)"
        )
        for name, sentences in week["breaches"].items():
            yield from (f"    {name} : {sentence}" for sentence in sentences)
        if not holds(week):
            yield f"    rejouer : {replay} {week['seed']}"
