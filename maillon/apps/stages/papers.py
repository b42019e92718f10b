"""A paper that proves a step or an amount: kept sealed, with its fingerprint."""

import base64
import hashlib
from dataclasses import dataclass

from maillon.apps.structures.actions.recording import media_type

__all__ = ["Kept", "keep"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper as a row keeps it; empty where there is none."""

    media_type: str = ""
    digest: str = ""
    content: str = ""


def keep(document: bytes) -> Kept:
    """The paper, judged by its first bytes.

    Raises ``Refused``: ``record_large``, ``record_paper``.
    """
    if not document:
        return Kept()
    return Kept(
        media_type(document), hashlib.sha256(document).hexdigest(),
        base64.b64encode(document).decode(),
    )  # fmt: skip
