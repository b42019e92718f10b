"""« Et si les règles changeaient ? »: the same facts under other rules, on a page and as a file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.contracts import queries
from maillon.apps.contracts.queries import Asked, RulesPage
from maillon.apps.contracts.wording.figures import day, euros, number
from maillon.apps.contracts.wording.words import CONFIDENCE
from maillon.engines.aci import Comparison, LineChange, Side
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.spreadsheets import csv_answer

__all__ = ["as_csv", "page"]

WHOLE: Final = "tout"
TITLES: Final = (
    "Numéro", "Engagement", "De l’année, points", "De l’année, euros", "De l’année, règle",
    "De l’année, fiabilité", "Supposé, points", "Supposé, euros", "Supposé, règle",
    "Supposé, fiabilité", "Écart en points", "Écart en euros", "Nature",
)  # fmt: skip


@never_cache
@require_safe
def page(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """The year by its own rules and by those supposed, side by side."""
    asked = _asked(request)
    found = queries.suppose_rules(viewer_in(request), contract_id, year, asked, now=clock.now())
    told = found.found
    lines = [_line(one, found) for one in told.lines] if told else []
    context = {
        "page": found, "asked": asked, "told": told, "whole": WHOLE,
        "groups": _groups(lines),
        "stats": _stats(told, year) if told else (), "kept": _kept(found),
        "unknown": sum(not one.after.known for one in told.lines) if told else 0,
        "lacking": (told.after.incomplete or told.before.incomplete) if told else None,
        "choices": _choices(found), "address": urlencode(_carried(found), doseq=True),
        "supposed": bool(found.text or found.kept),
    }  # fmt: skip
    return render(request, "contracts/rules.html", context)


@never_cache
@require_safe
def as_csv(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """The same, one line an indicator; every line says that it is a supposition."""
    found = queries.suppose_rules(
        viewer_in(request), contract_id, year, _asked(request), now=clock.now()
    )
    lines = found.found.lines if found.found else ()
    rows = [_csv(_line(one, found)) for one in lines]
    return csv_answer(f"supposition-regles-{year}.csv", TITLES, rows)


def _asked(request: HttpRequest) -> Asked:
    told = request.GET
    return Asked(
        text=told.get("texte", ""), whole=told.get("faits", "") == WHOLE,
        kept=told.getlist("garde"), amount=told.get("montant", ""), value=told.get("valeur", ""),
    )  # fmt: skip


def _carried(found: RulesPage, without: str = "") -> dict[str, Any]:
    """What an address must carry to show the same again."""
    told: dict[str, Any] = {"garde": [one.told for one in found.kept if one.key != without]}
    if found.text:
        told["texte"] = found.text.id
    if found.whole:
        told["faits"] = WHOLE
    return told


def _kept(found: RulesPage) -> list[dict[str, Any]]:
    return [
        {
            "told": one.told, "what": one.what, "label": one.label, "after": number(one.after),
            "before": "inconnu" if one.before is None else number(one.before),
            "without": "?" + urlencode(_carried(found, one.key), doseq=True),
        }
        for one in found.kept
    ]  # fmt: skip


def _choices(found: RulesPage) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (label, [
            (one.key, f"{one.label} : {'inconnu' if one.now is None else number(one.now)}")
            for one in group
        ])
        for label, group in found.choices
    ]  # fmt: skip


def _signed(figure: Decimal, words: str) -> str:
    return f"+{words}" if figure > 0 else words


def _difference(figure: Decimal | None, unit: str) -> str:
    if figure is None:
        return "pas connu"
    words = euros(figure) if unit == "euros" else number(figure)
    return _signed(figure, words)


def _line(one: LineChange, found: RulesPage) -> dict[str, Any]:
    by_hand = tuple(kept for kept in found.kept if kept.rule == one.id)
    return {
        "id": one.id, "slug": one.id.replace(".", "-"), "label": one.label,
        "open": one.points is None, "differs": one.moves and one.points is not None,
        "told": bool(one.before.points or one.after.points),
        "before": _side(one.before, (), one.points is None),
        "after": _side(one.after, by_hand, one.points is None),
        "points": _difference(one.points, "points"), "euros": _difference(one.euros, "euros"),
    }  # fmt: skip


def _side(side: Side, by_hand: Sequence[queries.RulesKept], open_: bool) -> dict[str, Any]:
    """One side of a line in words: its figure, its rule, who says so and how sure. ``open_``: the
    difference cannot be told, so that a figure not known must not be read as one.
    """
    if side.line is None:
        words = "n’existe pas dans ce texte" if side.known else "pas connu"
        return {"points": words, "euros": "", "rule": "", "sure": "", "sources": (), "hand": ()}
    version = side.line.version
    hand = [
        f"{one.label} : {'inconnu' if one.before is None else number(one.before)}, "
        f"supposé {number(one.after)}"
        for one in by_hand
    ]
    return {
        "points": number(side.points), "euros": euros(side.euros),
        "unknown": open_ and not side.known, "last": not side.known,
        "rule": f"{version.words} Depuis le {day(version.since)}.",
        "sure": "supposé" if hand else CONFIDENCE[side.line.confidence],
        "letter": "supposé" if hand else f"fiabilité {side.line.confidence}",
        "sources": version.sources, "hand": hand,
    }  # fmt: skip


def _groups(lines: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What moves, what is not known and has a figure, and the rest."""
    groups: dict[str, list[dict[str, Any]]] = {"moves": [], "open": [], "still": []}
    for one in lines:
        kind = "open" if one["open"] and one["told"] else "moves" if one["differs"] else "still"
        groups[kind].append(one)
    return groups


def _stats(told: Comparison, year: int) -> list[tuple[str, str, str, str]]:
    """The year on each side and the difference; where there is no total, what lines say."""
    sides = [
        (label, "pas de total" if one.euros is None else euros(one.euros),
         "" if one.points is None else f"{number(one.points)} points", "plain")
        for label, one in ((f"Règles de {year}", told.before), ("Supposé", told.after))
    ]  # fmt: skip
    if told.euros is not None and told.points is not None:
        note = f"{_difference(told.points, 'points')} points"
        return [*sides, ("Écart de l’année", _difference(told.euros, "euros"), note,
                         _tone(told.euros))]  # fmt: skip
    if told.lines_euros is None or told.lines_points is None:
        return [*sides, ("Écart de l’année", "pas connu", "des lignes ne sont pas connues", "soon")]
    note = f"{_difference(told.lines_points, 'points')} points, par les dernières règles connues"
    return [*sides, ("Écart des lignes", _difference(told.lines_euros, "euros"), note,
                     _tone(told.lines_euros))]  # fmt: skip


def _tone(figure: Decimal) -> str:
    return "late" if figure < 0 else "calm" if figure else "plain"


def _csv(line: dict[str, Any]) -> list[str]:
    cells = [line["id"], line["label"]]
    for side in (line["before"], line["after"]):
        rule = " ; ".join([side["rule"], *side["hand"]]) if side["rule"] else ""
        unknown = " (pas connu dans ce texte)" if side.get("unknown") else ""
        cells += [side["points"] + unknown, side["euros"], rule, side["sure"]]
    return [*cells, line["points"], line["euros"], "supposition, pas un relevé"]
