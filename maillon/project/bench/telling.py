"""The figures as a table somebody reads."""

from collections.abc import Iterator
from typing import Any

from maillon.project.bench import coordination, persons, search

__all__ = ["lines"]

DISPATCH = (
    "Qui solliciter ? Sélection puis classement, puis de bout en bout avec chaque raison en\n"
    "français : dans chaque base, dans l’index en mémoire, et en regardant tout le monde. Même\n"
    "densité, même classement vérifié. Millisecondes, secondes, mégaoctets."
)
WEB = (
    "Pages sous charge : le vrai serveur, son travailleur et sa base sur cette machine, avec le\n"
    "pilote qui les mesure. Des tableaux ouverts qui se redessinent à chaque changement, et des\n"
    "pages demandées à un rythme régulier. Temps de processeur : la page seule, déjà chaude."
)
PAGES = {"home": "accueil", "board": "tableau", "lanes": "colonnes", "sheet": "fiche"}
AGAIN = {"home_again": "accueil resté ouvert", "sheet_again": "fiche restée ouverte"}
NAMES = {
    "memory": "index en mémoire",
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
    "bruteforce": "tout le monde",
}
HEADER = (
    f"  {'':<16} {'p50':>9} {'p99':>9} {'bout en bout p50':>17} {'p99':>9}"
    f" {'fois':>5} {'préparer s':>11} {'Mo':>7} {'× index':>8}"
)
OFFERS = (
    "Propositions durables : demande après demande, écrites par vagues, remises à une passerelle\n"
    "qui prend tout, acceptées ; à côté, la plus petite écriture durable de cette base. Puis\n"
    "beaucoup de vagues à la fois : écrites en une transaction, réservées en un lot."
)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Every line, in French, decimals with a comma."""
    machine = found["machine"]
    yield (
        f"{machine['measured_at']} · {machine['cores']} cœurs, {machine['processor']} · "
        f"Python {machine['python']} · charge au départ {_said(machine['load'])}"
    )
    yield " · ".join(found["databases"])
    if "rows" in found:
        yield f"\n{DISPATCH}"
        for ratios in found["ratios"]:
            yield from _dispatch(found["rows"], ratios)
    for base in found.get("search", ()):
        yield f"\nChercher un professionnel par des mots · {base['database']}"
        for figures in base["figures"]:
            yield from search.told(figures)
    for base in found.get("persons", ()):
        yield f"\nTrouver une personne · {base['database']}"
        yield from persons.told(base["figures"])
    for base in found.get("cockpit", ()):
        yield f"\nLa journée d’une coordinatrice, pages entières · {base['database']}"
        for figures in base["figures"]:
            yield from coordination.told(figures)
    if "offers" in found:
        yield f"\n{OFFERS}"
        for base in found["offers"]:
            yield f"\n{base['database']}"
            yield from _offers(base["figures"])
    if "web" in found:
        yield f"\n{WEB}"
        for base in found["web"]:
            yield f"\n{base['database']}"
            yield from _web(base["figures"])
    yield from (f"\n{sentence}" for sentence in found["missing"])


def _dispatch(rows: list[dict[str, Any]], ratios: dict[str, Any]) -> Iterator[str]:
    size = ratios["practitioners"]
    yield f"\n  {size} intervenants, {ratios['ranked']} classés\n{HEADER}"
    for row in rows:
        if row["practitioners"] != size:
            continue
        ratio = ratios.get(f"{row['engine']}_to_memory", 1.0)
        yield (
            f"  {NAMES[row['engine']]:<16} {_said(row['p50_ms']):>9} {_said(row['p99_ms']):>9}"
            f" {_said(row['end_to_end_p50_ms']):>17} {_said(row['end_to_end_p99_ms']):>9}"
            f" {row['n']:>5} {_said(row['build_s']):>11} {_said(row['memory_mb']):>7}"
            f" {_said(ratio):>8}"
        )


def _web(figures: dict[str, Any]) -> Iterator[str]:
    yield (
        f"  {figures['boards']} tableaux ouverts, {figures['open_requests']} demandes ouvertes, "
        f"{_said(figures['pages_per_second'])} pages par seconde, "
        f"{figures['web_processes']} processus"
    )
    yield f"  {'':<22} {'p50 ms':>9} {'p95':>9} {'p99':>9} {'fois':>6} {'processeur ms':>14}"
    yield _page("toutes les pages", figures["page"])
    for name, words in PAGES.items():
        spent = _said(figures["processor_ms"][name])
        yield _page(words, figures["pages"][name], spent)
    for name, words in AGAIN.items():
        yield f"  {words:<22} {'':>36} {_said(figures['processor_ms'][name]):>14}"
    yield _page("changement → tableau", figures["event_to_board"])


def _page(words: str, took: dict[str, Any], spent: str = "") -> str:
    return (
        f"  {words:<22} {_said(took['p50_ms']):>9} {_said(took['p95_ms']):>9}"
        f" {_said(took['p99_ms']):>9} {took['n']:>6} {spent:>14}"
    )


def _offers(figures: dict[str, Any]) -> Iterator[str]:
    yield f"  {figures['requests']} demandes, {figures['offers']} propositions"
    for name, words in (
        ("offers_written_per_second", "propositions écrites par seconde"),
        ("messages_handed_per_second", "messages remis par seconde"),
        ("offers_accepted_per_second", "acceptations par seconde"),
        ("commits_per_second", "plus petites écritures durables par seconde"),
        ("batch_written_per_second", "propositions et SMS écrits par seconde, en lot"),
        ("batch_claimed_per_second", "SMS réservés par seconde, en lot"),
        ("batch_written_and_claimed_per_second", "écrits puis réservés par seconde, en lot"),
    ):
        yield f"  {_said(figures[name]):>10}  {words}"
    for name, words in (
        ("request_received", "demande reçue"),
        ("wave_opened", "tri et première vague"),
        ("request_to_first_sms", "de la demande au premier SMS remis"),
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
