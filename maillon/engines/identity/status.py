"""The status of an identity, and what moves it.

Source: Référentiel national d'identitovigilance (RNIV): provisional; retrieved (the INSi service
answered); validated (a document of high trust was seen); qualified (both). The attributes
« douteuse » and « fictive » forbid the rest.
"""

from enum import StrEnum
from typing import Final

from maillon.errors import Refused

__all__ = ["EVENTS", "Event", "Status", "after", "allowed", "may_leave"]


class Status(StrEnum):
    """Codes as FR Core names them."""

    PROVISIONAL = "PROV"
    RETRIEVED = "RECUP"
    VALIDATED = "VALI"
    QUALIFIED = "QUAL"
    DOUBTFUL = "DOUT"
    FICTIVE = "FICT"


class Event(StrEnum):
    """What is known to have happened to an identity."""

    DOCUMENT_SEEN = "document_seen"
    INS_RETRIEVED = "ins_retrieved"
    INS_DENIED = "ins_denied"
    TRAITS_CHANGED = "traits_changed"
    DOUBTED = "doubted"
    DOUBT_LIFTED = "doubt_lifted"
    DECLARED_FICTIVE = "declared_fictive"


_P, _R, _V, _Q = Status.PROVISIONAL, Status.RETRIEVED, Status.VALIDATED, Status.QUALIFIED
_LIVING: Final = (_P, _R, _V, _Q)
EVENTS: Final[dict[Event, dict[Status, Status]]] = {
    Event.DOCUMENT_SEEN: {_P: _V, _R: _Q, _V: _V, _Q: _Q},
    Event.INS_RETRIEVED: {_P: _R, _R: _R, _V: _Q, _Q: _Q},
    Event.INS_DENIED: {_R: _P, _Q: _V},
    Event.TRAITS_CHANGED: dict.fromkeys(_LIVING, _P)
    | {Status.DOUBTFUL: Status.DOUBTFUL, Status.FICTIVE: Status.FICTIVE},
    Event.DOUBTED: dict.fromkeys(_LIVING, Status.DOUBTFUL),
    Event.DOUBT_LIFTED: {Status.DOUBTFUL: _P},
    Event.DECLARED_FICTIVE: {_P: Status.FICTIVE},
}


def after(status: Status, event: Event) -> Status:
    """The status that follows; ``Refused('identity_step')`` where the event makes no sense."""
    try:
        return EVENTS[event][status]
    except KeyError:
        raise Refused("identity_step") from None


def allowed(status: Status) -> tuple[Event, ...]:
    """The events that move this status to another one."""
    return tuple(e for e, moves in EVENTS.items() if moves.get(status, status) != status)


def may_leave(status: Status) -> bool:
    """Whether the INS may be sent to others: a qualified identity's alone (INS-2)."""
    return status is Status.QUALIFIED
