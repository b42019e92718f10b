"""Who somebody is: the national number and its key, the status of an identity, likeness."""

from maillon.engines.identity.ins import SYSTEMS, Ins, contradictions, read_ins
from maillon.engines.identity.likeness import Likeness, Traits, Verdict, compare
from maillon.engines.identity.status import EVENTS, Event, Status, after, allowed, may_leave

__all__ = [
    "EVENTS",
    "SYSTEMS",
    "Event",
    "Ins",
    "Likeness",
    "Status",
    "Traits",
    "Verdict",
    "after",
    "allowed",
    "compare",
    "contradictions",
    "may_leave",
    "read_ins",
]
