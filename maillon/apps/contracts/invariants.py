"""What must always hold of contracts."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.contracts.counting import count, digest_of, told
from maillon.apps.contracts.gathering import typed
from maillon.apps.contracts.models import KeptStatement
from maillon.engines.aci import rules

__all__ = ["INVARIANTS"]


def statements_replay(now: datetime) -> Iterator[str]:
    """A statement counted again from its own facts, under the same rules, gives the same."""
    for kept in KeptStatement.objects.iterator(chunk_size=200):
        if kept.digest != digest_of(kept.result):
            yield f"relevé {kept.pk} : changé depuis qu’il fut gardé"
        elif kept.revision == rules().revision:
            facts = {key: typed(key, value) for key, value in kept.facts.items()}
            again = count(facts, kept.year).statement
            if again is None or told(again) != kept.result:
                yield f"relevé {kept.pk} : compté de nouveau, il ne donne plus la même chose"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "CONTRAT un relevé gardé se recompte à l’identique": statements_replay,
}
