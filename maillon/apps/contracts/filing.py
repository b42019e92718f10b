"""The evidence file: one zip, the same bytes for the same year.

Pure: names in order, one fixed date, no clock; the sheets come as they are printed.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from maillon.kernel.spreadsheets import inert

__all__ = ["FACTS", "PRINTS", "Minutes", "Piece", "Point", "as_case", "listed", "packed"]

NEVER: Final = (1980, 1, 1, 0, 0, 0)  # the first date a zip knows
TITLES: Final = ("Pièce", "Engagement", "Date", "Acte", "Intitulé", "Fichier", "Empreinte SHA-256")
ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
FACTS: Final = "faits.yaml"  # read by « maillon aci statement »
PRINTS: Final = "empreintes.txt"  # read by « sha256sum -c »


@dataclass(frozen=True, slots=True)
class Piece:
    """One proof: what it proves, its day, its document where there is one. No patient.

    ``seal``: the fingerprint that the journal holds of it. ``signed``: the professions of those
    who signed a protocol; ``parts``: its text, section by section, where it has no document.
    """

    number: int
    indicators: tuple[str, ...]
    day: str
    act: str
    title: str
    content: bytes = b""
    media_type: str = ""
    seal: str = ""
    signed: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """Its name in the zip; empty for a proof that the journal alone holds."""
        if not self.content:
            return ""
        return f"pieces/{self.number:03d}.{ENDINGS[self.media_type]}"

    @property
    def digest(self) -> str:
        """SHA-256 of its document, else what seals it in the journal."""
        return hashlib.sha256(self.content).hexdigest() if self.content else self.seal


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a meeting as the payer reads it: no name, no person's case."""

    title: str
    notes: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Closed minutes of a team meeting: its day, how many came, what was said; nobody named."""

    number: int
    day: date
    kind: str
    subject: str
    length: int
    present: int
    points: tuple[Point, ...]
    digest: str


def listed(pieces: Sequence[Piece]) -> bytes:
    """The numbered list of the proofs, as a spreadsheet opens it."""
    sheet = io.StringIO("\ufeff", newline="")
    sheet.seek(0, io.SEEK_END)
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(TITLES)
    for one in pieces:
        digest = one.digest if one.content else "scellé au journal"
        row = (f"{one.number:03d}", " ".join(one.indicators), one.day, one.act, one.title, one.file)
        writer.writerow([inert(cell) for cell in (*row, digest)])
    return sheet.getvalue().encode()


def as_case(name: str, year: int, facts: Mapping[str, Any]) -> bytes:
    """The facts as a case that ``maillon aci statement`` counts again."""
    lines = [f'- name: "{name}"', "  regime: aci_msp", f"  year: {year}", "  facts:"]
    lines += [f"    {key}: {_yaml(facts[key])}" for key in sorted(facts)]
    return "\n".join((*lines, "")).encode()


def _yaml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files, with the fingerprint of each."""
    prints = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    told = {**files, PRINTS: "".join(prints).encode()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name in sorted(told):
            info = zipfile.ZipInfo(name, NEVER)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            info.create_system = 3
            made.writestr(info, told[name])
    return held.getvalue()
