"""Inclusion grids as this room keeps them: situations, a document on its way to the engine."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from maillon.engines.grids import Item, Questionnaire, Source, Threshold, read_grid
from maillon.errors import Refused, RuleError

__all__ = ["CONFIDENCES", "SITUATIONS", "document_of", "plain", "read_document"]

SITUATIONS: Final = {  # of a person: they open a grid, or change its questions and its threshold
    "polypathology_over_65": "plusieurs maladies chroniques, plus de 65 ans",
    "diabetes_on_insulin": "diabète traité par insuline",
    "stroke_within_a_year": "AVC avec hospitalisation depuis moins d’un an",
    "palliative_care": "soins palliatifs",
    "pregnancy": "grossesse",
}
CONFIDENCES: Final = {
    "A": "A · deux sources, dont une institutionnelle",
    "B": "B · une source institutionnelle ou professionnelle",
    "C": "C · une source secondaire, à vérifier",
    "D": "D · de mémoire ou d’essai, n’est pas un fait",
}


def read_document(document: Mapping[str, Any], name: str = "Grille") -> Questionnaire:
    """The grid of a document kept as JSON; ``Refused('grid_wrong')`` says place and remedy."""
    try:
        return read_grid(_dated(document), name)
    except RuleError as error:
        raise Refused("grid_wrong", why=str(error)) from error


def _dated(value: Any, key: str = "") -> Any:
    """JSON has no dates: those of the keys that bear one are read again."""
    if isinstance(value, Mapping):
        return {name: _dated(one, name) for name, one in value.items() if one not in ("", None)}
    if isinstance(value, list | tuple):
        return [_dated(one) for one in value]
    if key in ("since", "published") and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def document_of(grid: Questionnaire) -> dict[str, Any]:
    """The same grid as JSON keeps it."""
    return {
        "code": grid.code,
        "title": grid.title,
        "version": grid.version,
        "since": grid.since.isoformat(),
        "source": _source(grid.source),
        "thresholds": [_threshold(one) for one in grid.thresholds],
        "items": [_item(one) for one in grid.items],
        "entries": list(grid.entries),
        "rescore_days": grid.rescore_days,
        "note": grid.note,
    }


def _source(source: Source) -> dict[str, Any]:
    published = source.published.isoformat() if source.published else ""
    return {
        "name": source.name, "confidence": source.confidence, "published": published,
        "url": source.url,
    }  # fmt: skip


def _threshold(one: Threshold) -> dict[str, Any]:
    return {
        "at_least": plain(one.at_least), "out_of": plain(one.out_of),
        "within": sorted(one.within), "source": _source(one.source),
    }  # fmt: skip


def _item(one: Item) -> dict[str, Any]:
    options = [
        {"code": option.code, "text": option.text, "points": plain(option.points)}
        for option in one.options
    ]
    return {"code": one.code, "text": one.text, "options": options, "within": sorted(one.within)}


def plain(number: Decimal) -> str:
    """A figure without its idle zeros."""
    return f"{number.normalize():f}"
