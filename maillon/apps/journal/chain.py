"""The digest that ties an entry to the one before it in its organization's chain."""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from maillon.apps.journal.models import Entry

__all__ = ["GENESIS", "Parts", "content", "digest"]

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Parts:
    """What an entry is about, whom it credits, who took part."""

    subjects: list[tuple[str, UUID]] = field(default_factory=list)
    credits: list[UUID] = field(default_factory=list)
    participants: list[tuple[str, UUID, Decimal | None]] = field(default_factory=list)

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """As the database holds them, or as they were prefetched."""
        return cls(
            [(s.kind, s.object_id) for s in entry.subjects.all()],
            [c.organization_id for c in entry.credits.all()],
            [(p.kind, p.object_id, p.minutes) for p in entry.participants.all()],
        )


def content(entry: Entry, parts: Parts) -> dict[str, Any]:
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
        "subjects": sorted(f"{kind}:{pk}" for kind, pk in parts.subjects),
        "credits": sorted(map(str, parts.credits)),
        "participants": sorted(
            f"{kind}:{pk}:{minutes if minutes is None else format(minutes, '.2f')}"
            for kind, pk, minutes in parts.participants
        ),
    }


def digest(entry: Entry, number: int, previous: str, parts: Parts | None = None) -> str:
    """SHA-256 over the previous digest, the place in the chain and the content."""
    whole = content(entry, parts or Parts.of(entry))
    body = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{number}\n{body}".encode()).hexdigest()
