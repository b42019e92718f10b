"""The fingerprint of a protocol's text: what is signed, what the journal keeps."""

import hashlib
import json
from collections.abc import Mapping

__all__ = ["fingerprint"]


def fingerprint(kind: str, title: str, number: int, sections: Mapping[str, str]) -> str:
    """SHA-256 of a version; the same text gives the same, one changed letter another."""
    told = {"kind": kind, "title": title, "number": number, "sections": dict(sections)}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
