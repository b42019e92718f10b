"""What a document is by its first bytes, whatever its name says."""

from typing import Final

__all__ = ["LARGEST", "sniffed"]

LARGEST: Final = 5_000_000
_BEGINS: Final = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg",
                  b"\x89PNG\r\n\x1a\n": "image/png"}  # fmt: skip


def sniffed(content: bytes) -> str:
    """PDF, JPEG or PNG; empty for anything else."""
    return next((kind for start, kind in _BEGINS.items() if content.startswith(start)), "")
