"""The figures as a table somebody reads."""

from collections.abc import Iterator
from typing import Any

__all__ = ["lines"]

DISPATCH = (
    "Qui solliciter ? Présélection SQL sur les zones résolues puis classement, contre le\n"
    "parcours de tous les intervenants, leurs zones tenues en mémoire (lus à chaque fois, ou\n"
    "tenus en mémoire eux aussi). Même densité, même classement vérifié. Millisecondes."
)
OFFERS = (
    "Propositions durables : écrites par vagues, remises à une passerelle qui prend tout,\n"
    "acceptées ; à côté, la plus petite écriture durable de cette base."
)
HEADER = (
    f"  {'intervenants':>12} {'classés':>8} {'SQL p50':>9} {'p99':>8}"
    f" {'tous lus p50':>13} {'p99':>8} {'×':>6} {'en mémoire p50':>15} {'p99':>8} {'×':>6}"
)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Every line, in French, decimals with a comma."""
    machine = found["machine"]
    yield (
        f"{machine['measured_at']} · {machine['cores']} cœurs, {machine['processor']} · "
        f"Python {machine['python']} · charge au départ {_said(machine['load'])}"
    )
    if "dispatch" in found:
        yield f"\n{DISPATCH}"
        for base in found["dispatch"]:
            yield f"\n{base['database']}\n{HEADER}"
            yield from (_dispatch(size) for size in base["figures"])
    if "offers" in found:
        yield f"\n{OFFERS}"
        for base in found["offers"]:
            yield f"\n{base['database']}"
            yield from _offers(base["figures"])
    yield from (f"\n{sentence}" for sentence in found["missing"])


def _dispatch(size: dict[str, Any]) -> str:
    ours, read, held = size["selected"], size["everybody_read"], size["everybody_held"]
    return (
        f"  {size['responders']:>12} {size['ranked']:>8} {_said(ours['p50_ms']):>9}"
        f" {_said(ours['p99_ms']):>8} {_said(read['p50_ms']):>13} {_said(read['p99_ms']):>8}"
        f" {_said(size['times_read']):>6} {_said(held['p50_ms']):>15}"
        f" {_said(held['p99_ms']):>8} {_said(size['times_held']):>6}"
    )


def _offers(figures: dict[str, Any]) -> Iterator[str]:
    yield f"  {figures['requests']} demandes, {figures['offers']} propositions"
    for name, words in (
        ("offers_written_per_second", "propositions écrites par seconde"),
        ("messages_handed_per_second", "messages remis par seconde"),
        ("offers_accepted_per_second", "acceptations par seconde"),
        ("commits_per_second", "plus petites écritures durables par seconde"),
    ):
        yield f"  {_said(figures[name]):>10}  {words}"
    for name, words in (
        ("request_received", "demande reçue"),
        ("wave_opened", "tri et première vague"),
        ("offer_accepted", "acceptation et ses suites"),
        ("smallest_commit", "plus petite écriture durable"),
    ):
        took = figures[name]
        yield (
            f"  {_said(took['p50_ms']):>10}  ms, {words}"
            f" (p99 {_said(took['p99_ms'])}, {took['n']} fois)"
        )
    yield f"  {_said(figures['wave_in_commits']):>10}  × une écriture durable pour ouvrir une vague"


def _said(figure: float) -> str:
    return f"{figure:.1f}".replace(".", ",")
