"""A repetition in words: what came back, why it is a question, what would make it none."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from maillon.apps.care.queries import History
from maillon.apps.care.queries.history import AttemptRow, RepetitionCard
from maillon.engines.common import Reason

__all__ = ["Told", "ToldHistory", "told"]

YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Told:
    """One series, ready to be read."""

    card: RepetitionCard
    title: str
    reasons: tuple[str, ...]
    undone_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldHistory:
    """A history and its series in words; ``rule``: which rule, from where."""

    rows: tuple[AttemptRow, ...]
    standing: tuple[Told, ...]
    aside: tuple[Told, ...]
    may_note: bool
    rule: str


def told(history: History | None) -> ToldHistory | None:
    """In the words of the page; nothing for whoever reads nothing of it."""
    if history is None:
        return None
    return ToldHistory(
        rows=history.rows,
        standing=tuple(_told(one) for one in history.standing),
        aside=tuple(_told(one) for one in history.aside),
        may_note=bool(history.answers),
        rule=f"Règle {history.revision} ({history.source}).",
    )


def _told(card: RepetitionCard) -> Told:
    about = f", pour « {card.problem} »" if card.problem else ""
    return Told(
        card,
        f"{card.label} : {len(card.attempts)} fois{about}",
        tuple(_reason(one) for one in card.reasons),
        _undone_by(card),
    )


def _reason(reason: Reason) -> str:
    data = reason.data
    if reason.code == "answer_repeated":
        first, last = (_day(date.fromisoformat(str(data[end]))) for end in ("first", "last"))
        return f"La même réponse, {data['n']} fois, du {first} au {last}."
    if reason.code == "shared_goal_unmet":
        return "Le but partagé avec la personne n’est pas atteint, et la réponse n’a pas changé."
    if reason.code == "no_shared_goal":
        return "Aucun but partagé avec la personne n’est noté."
    return f"Pour {data['n']} d’entre elles, personne n’a noté le résultat : demandez-le."


def _undone_by(card: RepetitionCard) -> tuple[str, ...]:
    years, days = divmod(card.within_days, YEAR)
    window = f"{years} an{'s' if years > 1 else ''}" if days < 2 * years else ""
    return (
        "un résultat obtenu, même en partie, après la dernière ;",
        "un but nouveau, partagé avec la personne ;",
        "une réunion de son réseau, avec elle, depuis la dernière ;",
        f"moins de {card.times} fois en {window or f'{card.within_days} jours'} "
        f"(à moins de {card.one_stay_days} jours l’une de l’autre, deux comptent pour une).",
    )


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
