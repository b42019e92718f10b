"""Every invariant of every room, by name."""

from collections.abc import Callable, Iterable
from datetime import datetime

from maillon.apps.care import invariants as care
from maillon.apps.contracts import invariants as contracts
from maillon.apps.departures import invariants as departures
from maillon.apps.desk import invariants as desk
from maillon.apps.desk.asking_checks import ASKING
from maillon.apps.desk.checks import CHECKS
from maillon.apps.directory import invariants as directory
from maillon.apps.governance import invariants as governance
from maillon.apps.handover import invariants as handover
from maillon.apps.journal import invariants as journal
from maillon.apps.maturity import invariants as maturity
from maillon.apps.meetings import invariants as meetings
from maillon.apps.messaging import invariants as messaging
from maillon.apps.money import invariants as money
from maillon.apps.observatory import invariants as observatory
from maillon.apps.posts import invariants as posts
from maillon.apps.projects import invariants as projects
from maillon.apps.protocols import invariants as protocols
from maillon.apps.stages import invariants as stages
from maillon.apps.structures import invariants as structures
from maillon.apps.welcome import invariants as welcome

__all__ = ["ALL", "MOST_LISTED", "check_all"]

Invariant = Callable[[datetime], Iterable[str]]
MOST_LISTED = 1000

ALL: dict[str, Invariant] = {
    **desk.INVARIANTS,
    **CHECKS,
    **ASKING,
    **meetings.INVARIANTS,
    **messaging.INVARIANTS,
    **care.INVARIANTS,
    **directory.INVARIANTS,
    **observatory.INVARIANTS,
    **structures.INVARIANTS,
    **handover.INVARIANTS,
    **departures.INVARIANTS,
    **projects.INVARIANTS,
    **stages.INVARIANTS,
    **governance.INVARIANTS,
    **contracts.INVARIANTS,
    **money.INVARIANTS,
    **maturity.INVARIANTS,
    **posts.INVARIANTS,
    **protocols.INVARIANTS,
    **welcome.INVARIANTS,
    "AUD-2 chaîne du journal entière": lambda now: journal.chain_is_whole(),
}


def check_all(now: datetime) -> dict[str, list[str]]:
    """Run every invariant; each name maps to the sentences of what breaks it."""
    results: dict[str, list[str]] = {}
    for name, invariant in ALL.items():
        found: list[str] = []
        for sentence in invariant(now):
            found.append(sentence)
            if len(found) >= MOST_LISTED:
                break
        results[name] = found
    return results
