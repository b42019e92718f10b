"""What was sent, as data: written into the zip when it is made, read back from it by the payer.

The reader's pages know nothing but this file: what the structure does later changes none of it.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from maillon.apps.contracts.wording.figures import euros, number

if TYPE_CHECKING:
    from maillon.apps.contracts.queries.file import FilePage
    from maillon.apps.contracts.queries.indicator import IndicatorPage

__all__ = ["NAME", "Dossier", "SentPiece", "SentSheet", "member_of", "read", "written"]

NAME: Final = "dossier.json"


@dataclass(frozen=True, slots=True)
class SentPiece:
    """A proof of the file."""

    number: int
    indicators: tuple[str, ...]
    day: str
    act: str
    title: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A commitment of the file, as it was told."""

    id: str
    label: str
    what: str
    kind: str
    points: str
    euros: str
    worth: str  # euros as a figure
    reasons: tuple[str, ...]
    rule: str
    since: str
    confidence: str
    sources: tuple[tuple[str, str], ...]  # name, address
    facts: tuple[tuple[str, str, str], ...]  # label, value, where from
    pieces: tuple[SentPiece, ...]

    @property
    def slug(self) -> str:
        """Its id as an address has it."""
        return self.id.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole file as it left."""

    structure: str
    payer: str
    signed_on: date
    year: int
    on: date
    revision: str
    total: str  # euros as a figure; empty where the year has no total
    sheets: tuple[SentSheet, ...]
    pieces: tuple[SentPiece, ...]
    minutes: tuple[tuple[str, str, str], ...]  # day, subject, file


def written(found: "FilePage", minutes: dict[str, str]) -> bytes:
    """The file as data; ``minutes``: where each of the minutes lies, by number."""
    page = found.page
    sums = page.statement.settlement if page.statement else None
    told = {
        "structure": page.structure, "payer": page.payer, "signed_on": page.signed_on.isoformat(),
        "year": page.year, "on": page.on.isoformat(),
        "revision": page.statement.revision if page.statement else "",
        "total": format(sums.euros, ".2f") if sums else "",
        "sheets": [_sheet(one) for one in found.sheets],
        "pieces": [
            {"number": one.number, "indicators": list(one.indicators), "day": one.day,
             "act": one.act, "title": one.title, "file": one.file, "digest": one.digest}
            for one in found.pieces
        ],
        "minutes": [[one.day.isoformat(), one.subject, minutes[str(one.number)]]
                    for one in found.minutes],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _sheet(one: "IndicatorPage") -> dict[str, Any]:
    return {
        "id": one.id, "label": one.label, "what": one.what, "kind": one.kind,
        "points": number(one.points), "euros": euros(one.euros), "worth": format(one.euros, ".2f"),
        "reasons": list(one.reasons), "rule": one.rule, "since": one.since.isoformat(),
        "confidence": f"{one.confidence}, {one.sure}",
        "sources": [[source.name, source.url or ""] for source in one.sources],
        "facts": [[fact.label, fact.value, fact.origin] for fact in one.facts],
    }  # fmt: skip


def member_of(content: bytes, name: str) -> bytes:
    """One file of the zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(name)


def read(content: bytes) -> Dossier | None:
    """The file read back; ``None`` for one that left before it told itself as data."""
    try:
        told = json.loads(member_of(content, NAME))
    except KeyError:
        return None
    pieces = tuple(
        SentPiece(**{**one, "indicators": tuple(one["indicators"])}) for one in told["pieces"]
    )
    return Dossier(
        told["structure"], told["payer"], date.fromisoformat(told["signed_on"]), told["year"],
        date.fromisoformat(told["on"]), told["revision"], told["total"],
        tuple(_read_sheet(one, pieces) for one in told["sheets"]), pieces,
        tuple((day, subject, file) for day, subject, file in told["minutes"]),
    )  # fmt: skip


def _read_sheet(told: dict[str, Any], pieces: tuple[SentPiece, ...]) -> SentSheet:
    given = {key: value for key, value in told.items() if not isinstance(value, list)}
    return SentSheet(
        **given, reasons=tuple(told["reasons"]),
        sources=tuple((name, url) for name, url in told["sources"]),
        facts=tuple((label, value, origin) for label, value, origin in told["facts"]),
        pieces=tuple(one for one in pieces if told["id"] in one.indicators),
    )  # fmt: skip
