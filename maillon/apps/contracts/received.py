"""A sent file opened: what it says of itself, and nothing of what came after."""

import base64
import zipfile
from io import BytesIO

from maillon.apps.contracts.dossier import Dossier, SentSheet, read
from maillon.apps.contracts.models import EvidenceFile
from maillon.errors import NotFound

__all__ = ["content_of", "dossier_of", "names_of_files", "sent_sheet"]


def content_of(file: EvidenceFile) -> bytes:
    """The zip as it was sent."""
    return base64.b64decode(file.content)


def dossier_of(file: EvidenceFile) -> Dossier | None:
    """What the file says of itself; ``None`` for one that left before it did."""
    return read(content_of(file))


def sent_sheet(file: EvidenceFile, indicator: str) -> SentSheet:
    """One commitment of the file; ``NotFound`` for any other."""
    told = dossier_of(file)
    found = next((one for one in told.sheets if one.id == indicator), None) if told else None
    if found is None:
        raise NotFound
    return found


def names_of_files(content: bytes) -> list[str]:
    """What lies in the zip."""
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return opened.namelist()
