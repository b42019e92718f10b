"""From a plain document (a file's, or a form's) to a grid: all of it is right, or none is used."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from maillon.engines.grids.composing import Composition, Requirement
from maillon.engines.grids.eligibility import Fee
from maillon.engines.grids.model import Item, Option, Questionnaire, Source, Threshold
from maillon.errors import RuleError

__all__ = ["read_composition", "read_fee", "read_grid"]

CONFIDENCES: Final = ("A", "B", "C", "D")
GRID: Final = frozenset(Questionnaire.__dataclass_fields__)
COMPOSITION: Final = frozenset(Composition.__dataclass_fields__)


def read_grid(document: Any, name: str) -> Questionnaire:
    """One version of a grid from mappings, lists, texts, numbers and dates.

    Raises ``RuleError`` in French, naming ``name`` (the file or the form), the place, the key
    and the remedy: an unknown key, a missing one, a code used twice, a threshold that the
    points of the questions can never reach or whose total they contradict.
    """
    page = _Page(document, name)
    page.only(GRID)
    grid = Questionnaire(
        code=page.text("code"),
        title=page.text("title"),
        version=page.text("version"),
        since=page.day("since"),
        source=_source(page.page("source")),
        thresholds=tuple(_threshold(one) for one in page.pages("thresholds", least=1)),
        items=tuple(_item(one) for one in page.pages("items")),
        entries=tuple(page.words("entries")),
        rescore_days=page.count("rescore_days", least=1) if page.has("rescore_days") else None,
        note=page.text("note") if page.has("note") else "",
    )
    _agrees(grid, page)
    return grid


def read_composition(document: Any, name: str) -> Composition:
    """One dated rule of composition, read in the same way; raises ``RuleError``."""
    page = _Page(document, name)
    page.only(COMPOSITION)
    return Composition(
        code=page.text("code"),
        since=page.day("since"),
        at_least=page.count("at_least", least=1),
        source=_source(page.page("source")),
        requirements=tuple(_requirement(one) for one in page.pages("requirements")),
        conditions=tuple(page.words("conditions")),
        months=page.count("months", least=1) if page.has("months") else None,
    )


def read_fee(document: Any, name: str) -> Fee:
    """One flat fee, read in the same way; raises ``RuleError``. No amount: nobody told it."""
    page = _Page(document, name)
    page.only(frozenset(Fee.__dataclass_fields__))
    return Fee(
        code=page.text("code"),
        source=_source(page.page("source")),
        proofs=tuple(page.words("proofs")),
        euros=page.number("euros") if page.has("euros") else None,
    )


def _source(page: "_Page") -> Source:
    page.only(frozenset({"name", "confidence", "published", "url"}))
    return Source(
        name=page.text("name"),
        confidence=page.one_of("confidence", CONFIDENCES),
        published=page.day("published") if page.has("published") else None,
        url=page.text("url") if page.has("url") else "",
    )


def _threshold(page: "_Page") -> Threshold:
    page.only(frozenset({"at_least", "out_of", "within", "source"}))
    least, out_of = page.number("at_least"), page.number("out_of")
    if not 0 < least <= out_of:
        page.refuse("at_least", f"il doit être entre 0 et {out_of}")
    within = frozenset(page.words("within"))
    return Threshold(least, out_of, _source(page.page("source")), within)


def _item(page: "_Page") -> Item:
    page.only(frozenset({"code", "text", "options", "weight", "within"}))
    if page.has("weight") == page.has("options"):
        page.refuse("options", "donnez soit « weight » (oui ou non), soit « options »")
    options = (
        (
            Option("yes", "oui", page.number("weight")),
            Option("no", "non", Decimal(0)),
        )
        if page.has("weight")
        else tuple(_option(one) for one in page.pages("options", least=2))
    )
    page.distinct("options", [option.code for option in options])
    return Item(page.text("code"), page.text("text"), options, frozenset(page.words("within")))


def _option(page: "_Page") -> Option:
    page.only(frozenset({"code", "text", "points"}))
    return Option(page.text("code"), page.text("text"), page.number("points"))


def _requirement(page: "_Page") -> Requirement:
    page.only(frozenset({"code", "any_of", "at_least"}))
    any_of = frozenset(page.words("any_of"))
    if not any_of:
        page.refuse("any_of", "nommez au moins une profession ou un rôle")
    least = page.count("at_least", least=1) if page.has("at_least") else 1
    return Requirement(page.text("code"), any_of, least)


def _agrees(grid: Questionnaire, page: "_Page") -> None:
    page.distinct("items", [item.code for item in grid.items])
    if sum(not one.within for one in grid.thresholds) != 1:
        page.refuse("thresholds", "un seuil, et un seul, vaut sans situation particulière")
    page.distinct("thresholds", [" ".join(sorted(one.within)) for one in grid.thresholds])
    for one in grid.thresholds if grid.items else ():
        most = sum((item.bounds()[1] for item in grid.asked(one.within)), Decimal(0))
        if most != one.out_of:
            page.refuse(
                "thresholds", f"les questions font {most} points, le seuil en dit {one.out_of}"
            )


class _Page:
    """A mapping on its way to a rule, with the place where it stands."""

    def __init__(self, raw: Any, place: str) -> None:
        self.place = place
        if not isinstance(raw, Mapping):
            raise RuleError(f"{place} : des lignes « clé: valeur » sont attendues.")
        self.raw: Mapping[Any, Any] = raw

    def refuse(self, key: str, remedy: str) -> NoReturn:
        raise RuleError(f"{self.place}, clé « {key} » : {remedy}.")

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def only(self, known: frozenset[str]) -> None:
        for key in self.raw:
            if key not in known:
                self.refuse(str(key), f"clé inconnue ; clés connues : {', '.join(sorted(known))}")

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(key, "un texte est attendu, entre guillemets")
        return value.strip()

    def one_of(self, key: str, known: Sequence[str]) -> str:
        value = self.text(key)
        return value if value in known else self.refuse(key, f"choisissez {', '.join(known)}")

    def day(self, key: str) -> date:
        value = self.raw.get(key)
        if type(value) is not date:
            self.refuse(key, "écrivez une date AAAA-MM-JJ")
        return value

    def number(self, key: str) -> Decimal:
        value = self.raw.get(key)
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            self.refuse(key, "écrivez un nombre entier, ou décimal entre guillemets")
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.refuse(key, f"« {value} » n’est pas un nombre")
        return number if number.is_finite() else self.refuse(key, "un nombre fini est attendu")

    def count(self, key: str, *, least: int) -> int:
        value = self.raw.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.refuse(key, f"écrivez un nombre entier d’au moins {least}")
        return value

    def words(self, key: str) -> list[str]:
        value = self.raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.refuse(key, "une liste de mots est attendue, « [mot, autre mot] »")
        return list(value)

    def page(self, key: str) -> "_Page":
        if not self.has(key):
            self.refuse(key, f"elle manque : ajoutez « {key}: »")
        return _Page(self.raw[key], f"{self.place}, {key}")

    def pages(self, key: str, *, least: int = 0) -> list["_Page"]:
        value = self.raw.get(key) or []
        if not isinstance(value, list) or len(value) < least:
            self.refuse(key, f"une liste d’au moins {least} ligne(s) est attendue")
        return [_Page(one, f"{self.place}, {key} {n}") for n, one in enumerate(value, 1)]

    def distinct(self, key: str, codes: Sequence[str]) -> None:
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice is not None:
            self.refuse(key, f"« {twice} » est écrit deux fois")
