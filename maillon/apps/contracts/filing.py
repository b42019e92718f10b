"""The evidence file: one zip, the same bytes for the same year.

Pure but for the PDF made from the page handed in: names in order, one fixed date, no clock.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maillon.kernel.spreadsheets import inert

__all__ = ["Piece", "listed", "packed"]

NEVER: Final = (1980, 1, 1, 0, 0, 0)  # the first date a zip knows
TITLES: Final = ("Pièce", "Engagement", "Date", "Acte", "Intitulé", "Fichier", "Empreinte SHA-256")
ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One proof: what it proves, its day, its document where there is one. No patient."""

    number: int
    indicators: tuple[str, ...]
    day: str
    act: str
    title: str
    content: bytes = b""
    media_type: str = ""

    @property
    def file(self) -> str:
        """Its name in the zip; empty for a proof that the journal alone holds."""
        if not self.content:
            return ""
        return f"pieces/{self.number:03d}.{ENDINGS[self.media_type]}"


def listed(pieces: Sequence[Piece]) -> bytes:
    """The numbered list of the proofs, as a spreadsheet opens it."""
    sheet = io.StringIO("\ufeff", newline="")
    sheet.seek(0, io.SEEK_END)
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(TITLES)
    for one in pieces:
        digest = hashlib.sha256(one.content).hexdigest() if one.content else "scellé au journal"
        row = (f"{one.number:03d}", " ".join(one.indicators), one.day, one.act, one.title, one.file)
        writer.writerow([inert(cell) for cell in (*row, digest)])
    return sheet.getvalue().encode()


def packed(statement: tuple[str, bytes], pieces: Sequence[Piece]) -> bytes:
    """The zip: the statement with its sheets, the list, each document under its number."""
    files = {statement[0]: statement[1], "pieces.csv": listed(pieces)}
    files |= {one.file: one.content for one in pieces if one.content}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, NEVER)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            info.create_system = 3
            made.writestr(info, files[name])
    return held.getvalue()
