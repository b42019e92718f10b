"""The rule of choice in plain French, said from the values it is applied with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from maillon.apps.desk.queries.published import PublishedRule
from maillon.apps.desk.web.wording.rule_never import NEVER
from maillon.engines.dispatch import EXCLUSIONS, TIERS, Policy, Windows

__all__ = ["Criterion", "WindowLine", "criteria", "never", "order", "waves", "windows"]

TIER_WORDS: Final = {
    "chosen": "le professionnel que la personne a choisi",
    "usual": "ceux qui viennent déjà chez elle",
    "zone": "ceux qui ont déclaré intervenir dans sa commune",
    "neighbours": "ceux qui ont déclaré intervenir dans une commune voisine",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One term of the ranking: its points at most, and how they are won."""

    name: str
    points: str
    how: str


@dataclass(frozen=True, slots=True)
class WindowLine:
    """How long each step waits, by urgency."""

    step: str
    waits: tuple[str, ...]


def never() -> list[str]:
    """Who is not asked, one sentence for each cause the ranking knows."""
    return [NEVER[code] for code in EXCLUSIONS]


def order() -> list[str]:
    """Who comes before whom, whatever the points."""
    return [TIER_WORDS[tier] for tier in TIERS]


def criteria(rule: PublishedRule) -> list[Criterion]:
    """The four terms with the points this desk gives them."""
    p = rule.policy
    return [
        Criterion("La disponibilité dite", _figure(p.weight_availability), _availability(p)),
        Criterion("Le partage", _figure(p.weight_fairness), _share(rule)),
        Criterion("La distance", _figure(p.weight_distance), _distance(p)),
        Criterion("Les propositions en attente", _figure(p.weight_load), LOAD),
    ]


LOAD: Final = (
    "Tous les points si aucune proposition n’attend votre réponse, aucun quand vous en avez "
    "autant que vous en acceptez à la fois."
)


def _availability(p: Policy) -> str:
    floor, half = _percent(p.unknown_availability), _figure(p.freshness_half_life_hours)
    return (
        f"Tous les points quand vous venez de vous dire disponible. Ce que la déclaration ajoute "
        f"perd la moitié en {half} h. Sans déclaration : {floor} des points."
    )


def _share(rule: PublishedRule) -> str:
    return (
        "Plus vous avez reçu peu de propositions pour les places que vous déclarez, plus vous avez "
        f"de points : (places + 1) ÷ (places + propositions des {rule.counted_days} derniers jours "
        "+ 2). À places égales, qui a été moins sollicité passe devant."
    )


def _distance(p: Policy) -> str:
    half, unknown = _figure(p.distance_half_minutes), _percent(p.unknown_distance)
    return (
        f"Tous les points sur place, la moitié à {half} minutes de route estimées, le quart au "
        f"double. Adresse inconnue : {unknown} des points."
    )


def windows(policy: Policy) -> list[WindowLine]:
    """How long who is asked has to answer before others are asked too."""
    return [
        WindowLine("Professionnel choisi ou habituel, seul", _waits(policy.exclusive_window)),
        WindowLine("Chaque vague de la zone", _waits(policy.zone_window)),
        WindowLine("Chaque vague des communes voisines", _waits(policy.neighbour_window)),
    ]


def _waits(of: Windows) -> tuple[str, ...]:
    each = (of.immediate, of.today, of.within_48h, of.planned)
    return tuple(_length(one.total_seconds() / 60) for one in each)


def _length(minutes: float) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{_figure(minutes)} min"
    return f"{hours:.0f} h" if not rest else f"{hours:.0f} h {rest:02.0f}"


def waves(policy: Policy) -> Iterator[str]:
    """How many are asked together."""
    zone, near = policy.zone_wave_sizes, policy.neighbour_wave_sizes
    yield f"Dans la zone : {_sizes(zone)}." if zone else "Aucune vague dans la zone."
    yield f"Dans les communes voisines : {_sizes(near)}." if near else "Aucune vague voisine."
    yield "Puis le poste appelle, un par un, tous ceux qui peuvent encore répondre."
    if policy.quiet_start != policy.quiet_end:
        quiet = f"{policy.quiet_start:%H:%M} et {policy.quiet_end:%H:%M}"
        yield f"Aucune proposition par SMS entre {quiet}."


def _sizes(sizes: tuple[int, ...]) -> str:
    return ", puis ".join(f"{size} personne{'s' if size > 1 else ''}" for size in sizes)


def _figure(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{_figure(round(100 * share, 1))} %"
