"""Grounds of access to a person. Higher rooms register theirs; none of them is typed in.

The matrix of relations is data: the fields each relation opens on a person.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from maillon.apps.care.models import Patient
from maillon.errors import NotFound
from maillon.kernel.access import Grant, Relation, Viewer

__all__ = ["FIELDS", "GroundsOf", "first_grant", "grants_on", "register", "require"]

IDENTITY = frozenset({"identity"})
SITUATION = frozenset({"need", "free_text", "living", "usual_carers"})

FIELDS: dict[Relation, frozenset[str]] = {
    Relation.DESK: IDENTITY | SITUATION,
    Relation.ACCEPTED: IDENTITY | SITUATION,
    Relation.REQUESTER: frozenset({"identity", "need", "own_words"}),
    Relation.OFFERED: frozenset({"need"}),
    Relation.MANAGER: frozenset({"counts"}),
    Relation.ADMINISTRATOR: frozenset(),
    Relation.NONE: frozenset(),
}

GroundsOf = Callable[[Viewer, UUID, datetime], Iterable[Grant]]
_registry: list[GroundsOf] = []


def register(grounds: GroundsOf) -> None:
    """Let a higher room say which of its facts give a ground (project/wiring.py only)."""
    if grounds not in _registry:
        _registry.append(grounds)


def grants_on(viewer: Viewer, patient_id: UUID | None, now: datetime) -> tuple[Grant, ...]:
    """Every ground this viewer holds on this person now; empty means none, or nobody."""
    if patient_id is None:
        return ()
    return tuple(grant for grounds in _registry for grant in grounds(viewer, patient_id, now))


def first_grant(viewer: Viewer, patient_id: UUID | None, field: str, now: datetime) -> Grant | None:
    """The first ground that opens ``field``, the others not looked for; ``None`` without any."""
    if patient_id is None:
        return None
    every = (grant for grounds in _registry for grant in grounds(viewer, patient_id, now))
    return next((grant for grant in every if grant.shows(field)), None)


def require(viewer: Viewer, patient: Patient, field: str, now: datetime) -> Grant:
    """The first ground that opens ``field``; ``NotFound`` when there is none."""
    grant = first_grant(viewer, patient.pk, field, now)
    if grant is None:
        raise NotFound
    return grant
