"""What the weeks showed, for a machine and for a reader."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final

from maillon.project.simulation.verdicts import IDS

__all__ = ["compared", "compared_lines", "holds", "lines", "many"]

Week = Mapping[str, Any]
POLICIES: Final = {"first_come": "dans l’ordre de la liste", "maillon": "règle de Maillon"}
FIGURES: Final = {
    "gini_offers": "Gini des propositions",
    "gini_acceptances": "Gini des acceptations",
    "to_found_p50": "minutes jusqu’à trouver (médiane)",
    "to_found_p90": "minutes jusqu’à trouver (9 sur 10)",
    "not_found_at_deadline": "part non trouvée à l’échéance",
}


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


def compared(both: Mapping[str, Sequence[Week]]) -> dict[str, Any]:
    """Each policy on the same callers: the median over the seeds of each figure."""
    return {
        "seeds": [week["seed"] for week in both["maillon"]],
        "policies": {policy: _figures(weeks) for policy, weeks in both.items()},
    }


def _figures(weeks: Sequence[Week]) -> dict[str, Any]:
    every = [
        {
            **week["fairness"],
            "to_found_p50": week["times"]["to_found"]["p50"],
            "to_found_p90": week["times"]["to_found"]["p90"],
            "not_found_at_deadline": week["times"]["not_found_at_deadline"],
        }
        for week in weeks
    ]
    return {name: round(median(one[name] for one in every), 4) for name in every[0]}


def compared_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same, as a small table."""
    seeds, policies = found["seeds"], found["policies"]
    yield f"Médianes sur {len(seeds)} graine(s), mêmes appels pour les deux façons de solliciter."
    for name, words in FIGURES.items():
        values = " · ".join(f"{POLICIES[p]} {policies[p][name]}" for p in POLICIES)
        yield f"{words} : {values}"
