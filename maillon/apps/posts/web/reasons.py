"""Why a post cannot be shared, in a sentence that names what blocks."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import number
from maillon.engines.pooling import Block, Infeasible

__all__ = ["why"]


def _number(block: Block, name: str) -> str:
    told = block.data[name]
    return number(told if isinstance(told, Decimal | int) else Decimal(str(told)))


def _names(block: Block, names: Mapping[str, str]) -> str:
    *first, last = [names[code] for code in block.sites]
    return f"{', '.join(first)} et {last}" if first else last


SAID: Final[Mapping[str, Callable[[Block, Mapping[str, str]], str]]] = {
    "size": lambda b, n: (
        f"{_number(b, 'sites')} structures, c’est plus que les {_number(b, 'most')} "
        "d’un même poste"
    ),
    "hours": lambda b, n: (
        f"ensemble elles demandent {_number(b, 'hours')} h par semaine, plus que les "
        f"{_number(b, 'most')} h d’un temps plein"
    ),
    "half_days": lambda b, n: (
        f"il faudrait {_number(b, 'half_days')} demi-journées, la semaine en a {_number(b, 'most')}"
    ),
    "travel": lambda b, n: (
        f"entre {_names(b, n)}, le trajet estimé ({_number(b, 'minutes')} min) dépasse le plus "
        f"long accepté ({_number(b, 'most')} min)"
    ),
    "days": lambda b, n: (
        f"les jours possibles de {_names(b, n)} ({_number(b, 'days')}) ne suffisent pas"
    ),
    "presence": lambda b, n: (
        f"la présence d’au moins {_number(b, 'least_visit')} h par venue que demande "
        f"{_names(b, n)} n’entre pas dans la semaine"
    ),
}  # fmt: skip


def why(found: Infeasible, names: Mapping[str, str]) -> str:
    """One sentence: what blocks, or what it would be enough to change."""
    if found.must:
        told = " ; ".join(SAID[one.code](one, names) for one in found.must)
        return f"{told[:1].upper()}{told[1:]}."
    ways = [" et ".join(SAID[one.code](one, names) for one in line) for line in found.either]
    if not ways:
        return "Aucune semaine ne convient à toutes."
    told = " ; ou bien ".join(ways)
    return f"{told[:1].upper()}{told[1:]}. Il suffirait d’en changer une."
