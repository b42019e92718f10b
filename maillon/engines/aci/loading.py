"""The rules that ship with the package: the one place of this engine that opens files."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from maillon.engines.aci import reading
from maillon.engines.aci.book import Book, Indicator
from maillon.engines.aci.cpts import SHAPES
from maillon.engines.aci.flaws import Flaw, Malformed
from maillon.engines.aci.indicators import COUNTED

__all__ = ["book", "cpts_rules", "rules"]

Texts = dict[str, str]


@functools.cache
def rules() -> Book:
    """The MSP rules as shipped; ``Malformed`` names the file, the line, the key."""
    here = resources.files("maillon.engines.aci") / "rules"
    accords = {"accords.yaml": (here / "accords.yaml").read_text("utf-8")}
    return book(_texts(here / "msp"), _texts(here / "modifiers"), accords)


@functools.cache
def cpts_rules() -> Mapping[str, Indicator]:
    """The CPTS rules as shipped, by name; ``Malformed`` as for the others."""
    texts = _texts(resources.files("maillon.engines.aci") / "rules" / "cpts")
    found = [reading.modifier(text, file, SHAPES) for file, text in sorted(texts.items())]
    _whole([one.id for one in found], SHAPES)
    return {one.id: one for one in found}


def book(indicators: Texts, modifiers: Texts, accords: Texts) -> Book:
    """A book from texts by file name; its revision is the digest of every byte of them.

    Raises ``Malformed``, also where a function or a step has no rule.
    """
    counted = [reading.indicator(text, file) for file, text in sorted(indicators.items())]
    summed = [reading.modifier(text, file) for file, text in sorted(modifiers.items())]
    _whole([one.id for one in counted], COUNTED)
    _whole([one.id for one in summed], reading.MODIFIERS)
    (file, text), *_ = accords.items()
    return Book(
        indicators=tuple(counted),
        modifiers={one.id: one for one in summed},
        accords=reading.accords(text, file),
        revision=_digest({**indicators, **modifiers, **accords}),
    )


def _whole(found: list[str], expected: Iterable[str]) -> None:
    flaws = [Flaw("absent", key) for key in expected if key not in found]
    flaws += [Flaw("twice", key) for key in set(found) if found.count(key) > 1]
    if flaws:
        raise Malformed("rules", flaws)


def _texts(folder: Traversable) -> Texts:
    files = (one for one in folder.iterdir() if one.name.endswith(".yaml"))
    return {one.name: one.read_text("utf-8") for one in files}


def _digest(texts: Texts) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:12]
