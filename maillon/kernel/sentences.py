"""French sentences of refusals: what happened, why, what to do. One per code."""

from typing import Any

from maillon.errors import Refused

__all__ = ["known", "register", "sentence"]

_sentences: dict[str, str] = {}


def register(sentences: dict[str, str]) -> None:
    """Add a room's sentences (project/wiring.py only)."""
    _sentences.update(sentences)


def known() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_sentences)


def sentence(refused: Refused, **more: Any) -> str:
    """The sentence of this refusal, its data filled in."""
    pattern = _sentences.get(refused.code)
    if pattern is None:
        return "Ce n’est pas possible ici. Rien n’a été enregistré : revenez en arrière."
    return pattern.format(**{**refused.data, **more})
