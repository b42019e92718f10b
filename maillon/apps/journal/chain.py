"""The digest that ties an entry to the one before it in its organization's chain."""

import hashlib
import json
from typing import Any

from maillon.apps.journal.models import Entry

__all__ = ["GENESIS", "content", "digest"]

GENESIS = "0" * 64


def content(entry: Entry) -> dict[str, Any]:
    """Everything of an entry that must never change, in a canonical form."""
    return {
        "id": str(entry.pk),
        "kind": entry.kind,
        "act": entry.act,
        "organization": str(entry.organization_id),
        "author": [entry.author_kind, entry.author_id],
        "minutes": f"{entry.minutes:.2f}" if entry.minutes is not None else None,
        "occurred_at": entry.occurred_at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "data": entry.data,
        "documents": entry.documents,
        "cancels": str(entry.cancels_id or ""),
        "subjects": sorted(f"{s.kind}:{s.object_id}" for s in entry.subjects.all()),
        "credits": sorted(str(c.organization_id) for c in entry.credits.all()),
        "participants": sorted(
            f"{p.kind}:{p.object_id}:{p.minutes if p.minutes is None else format(p.minutes, '.2f')}"
            for p in entry.participants.all()
        ),
    }


def digest(entry: Entry, number: int, previous: str) -> str:
    """SHA-256 over the previous digest, the place in the chain and the content."""
    body = json.dumps(content(entry), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{number}\n{body}".encode()).hexdigest()
