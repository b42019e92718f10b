"""What a task of governance, or of what a structure holds, is about, and where it opens."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.opening import About, Opener
from maillon.apps.governance.queries import owed
from maillon.apps.structures.queries import owed_holdings
from maillon.kernel.access import AccountViewer

__all__ = ["KINDS", "opener"]

KINDS: Final = {
    "governance.mandate": "governance",
    "governance.commitment": "governance",
    "governance.attestation": "attestations",
    "structures.holding": "holdings",
}


def asked(
    viewer: AccountViewer, kind: str, ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, str, str]]:
    """The origins of these tasks, in the room that knows them."""
    return owed_holdings(viewer, ids) if kind == "structures.holding" else owed(viewer, kind, ids)


def opener(kind: str) -> Opener:
    """How tasks of this kind are told."""

    def told(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
        return {
            pk: About(do, of, address(KINDS[kind], house))
            for pk, (house, do, of) in asked(viewer, kind, ids).items()
        }

    return told
