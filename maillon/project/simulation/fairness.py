"""Several ways of asking, on the same callers: who was asked, and how long it took."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final

__all__ = ["MEASURE", "POLICIES", "compared", "lines"]

Week = Mapping[str, Any]
POLICIES: Final = {
    "first_come": "ordre de la liste",
    "random": "tirage au sort",
    "maillon": "règle de Maillon",
}
FIGURES: Final = {
    "gini_offers": "Gini des propositions, par place déclarée",
    "gini_acceptances": "Gini des acceptations, par place déclarée",
    "gini_offers_per_hour": "Gini des propositions, par heure déclarée",
    "gini_acceptances_per_hour": "Gini des acceptations, par heure déclarée",
    "to_acceptance_p50": "minutes jusqu’au oui, médiane",
    "to_acceptance_p90": "minutes jusqu’au oui, 9 sur 10",
    "within_2h": "part acceptée en 2 h",
    "never": "part jamais acceptée",
}
HIGHER_IS_BETTER: Final = frozenset({"within_2h"})
MEASURE: Final = (
    "Gini : 0, chaque place (ou heure) déclarée a reçu autant que les autres ; vers 1, une seule "
    "a tout reçu. Le temps court de l’appel au premier oui, sur tous les besoins recherchés ; "
    "« jamais » est plus long que tout."
)


def compared(weeks: Mapping[str, Sequence[Week]]) -> dict[str, Any]:
    """Of each policy: every seed's figures, their median, lowest and highest.

    ``no_worse``: in how many seeds Maillon's own rule is at least as good as the first come.
    """
    each = {policy: [_figures(week) for week in played] for policy, played in weeks.items()}
    return {
        "seeds": [week["seed"] for week in weeks["maillon"]],
        "requests": sum(week["requests"] for week in weeks["maillon"]),
        "measure": MEASURE,
        "policies": {
            policy: {name: _over([one[name] for one in rows]) for name in FIGURES}
            for policy, rows in each.items()
        },
        "by_seed": each,
        "no_worse": {name: _no_worse(name, each) for name in FIGURES},
    }


def _figures(week: Week) -> dict[str, float | None]:
    times, fairness = week["times"]["to_acceptance"], week["fairness"]
    return {
        **{name: fairness[name] for name in FIGURES if name in fairness},
        "to_acceptance_p50": times["p50"],
        "to_acceptance_p90": times["p90"],
        "within_2h": times["within"]["120"],
        "never": times["never"],
    }


def _over(values: Sequence[float | None]) -> dict[str, float | None]:
    """``None`` is longer than any: a median of nobodies is nobody."""
    ordered = [float("inf") if value is None else value for value in values]
    spread = {"median": median(ordered), "low": min(ordered), "high": max(ordered)}
    return {
        name: None if value == float("inf") else round(value, 4) for name, value in spread.items()
    }


def _no_worse(name: str, each: Mapping[str, Sequence[Mapping[str, float | None]]]) -> int:
    pairs = zip(each["maillon"], each["first_come"], strict=True)
    sign = -1 if name in HIGHER_IS_BETTER else 1
    both = [(_worth(ours[name]) * sign, _worth(first[name]) * sign) for ours, first in pairs]
    return sum(ours <= first for ours, first in both)


def _worth(value: float | None) -> float:
    return float("inf") if value is None else value


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same, as a table."""
    seeds, played = found["seeds"], found["policies"]
    yield f"{len(seeds)} graine(s), {found['requests']} demandes : les mêmes pour chaque façon."
    yield "Médiane sur les graines, la plus basse et la plus haute entre crochets."
    yield "".join([" " * 44, *(f"{POLICIES[p]:>26}" for p in POLICIES), "   Maillon ≤ liste"])
    for name, words in FIGURES.items():
        cells = "".join(f"{_cell(played[policy][name]):>26}" for policy in POLICIES)
        yield f"{words:<44}{cells}{found['no_worse'][name]:>12} / {len(seeds)}"
    yield found["measure"]


def _cell(of: Mapping[str, float | None]) -> str:
    low, high = _said(of["low"]), _said(of["high"])
    return f"{_said(of['median'])} [{low} – {high}]"


def _said(value: float | None) -> str:
    return "jamais" if value is None else f"{value:.3g}".replace(".", ",")
