"""The evidence of a year as the files that leave: each sheet printed apart, the proofs numbered."""

from collections.abc import Mapping
from typing import Any, Final

from django.template.loader import render_to_string

from maillon.apps.contracts import dossier
from maillon.apps.contracts.filing import FACTS, Minutes, Piece, as_case, listed, packed
from maillon.apps.contracts.queries import FilePage, IndicatorPage
from maillon.apps.contracts.wording.figures import day, euros, number
from maillon.kernel import paper

__all__ = ["zipped"]

STYLE: Final = "contracts/evidence-paper.css"


def zipped(found: FilePage) -> bytes:
    """The zip of what is found; its sheets are web pages where this machine makes no PDF."""
    files = dict((_statement(found), *(_sheet(found, one) for one in found.sheets)))
    files |= dict(_protocol(found, one) for one in found.pieces if one.signed)
    minutes = {str(one.number): _minutes(found, one) for one in found.minutes}
    files |= dict(minutes.values())
    files |= {one.file: one.content for one in found.pieces if one.content}
    files["pieces.csv"] = listed(found.pieces)
    files[FACTS] = as_case(f"contrat {found.page.year}", found.page.year, found.facts)
    files[dossier.NAME] = dossier.written(found, {pk: name for pk, (name, _) in minutes.items()})
    return packed(files)


def _printed(name: str, template: str, found: FilePage, **context: Any) -> tuple[str, bytes]:
    given: Mapping[str, Any] = {"page": found.page, "found": found, **context}
    html = render_to_string(f"contracts/{template}.html", given)
    made = paper.pdf(html, STYLE)
    return (f"{name}.pdf", made) if made is not None else (f"{name}.html", html.encode())


def _statement(found: FilePage) -> tuple[str, bytes]:
    sums = found.page.statement.settlement if found.page.statement else None
    return _printed(
        "releve", "paper", found, signed=day(found.page.signed_on),
        until=day(found.page.on), total=euros(sums.euros) if sums else "",
        advance=euros(sums.advance) if sums else "", balance=euros(sums.balance) if sums else "",
        sheets=[(one, number(one.points), euros(one.euros)) for one in found.sheets],
    )  # fmt: skip


def _sheet(found: FilePage, sheet: IndicatorPage) -> tuple[str, bytes]:
    pieces = [one for one in found.pieces if sheet.id in one.indicators]
    return _printed(
        f"engagements/{sheet.id}", "paper_sheet", found, sheet=sheet, pieces=pieces,
        points=number(sheet.points), euros=euros(sheet.euros), since=day(sheet.since),
    )  # fmt: skip


def _protocol(found: FilePage, piece: Piece) -> tuple[str, bytes]:
    name = f"pieces/{piece.number:03d}-fiche"
    return _printed(name, "paper_protocol", found, piece=piece)


def _minutes(found: FilePage, minutes: Minutes) -> tuple[str, bytes]:
    name = f"comptes-rendus/{minutes.number:02d}"
    return _printed(name, "paper_minutes", found, minutes=minutes, held=day(minutes.day))
