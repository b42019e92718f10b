"""What a task of governance is about, and where it opens."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.opening import About, Opener
from maillon.apps.governance.queries import owed
from maillon.kernel.access import AccountViewer

__all__ = ["KINDS", "opener"]

KINDS: Final = {
    "governance.mandate": "governance",
    "governance.commitment": "governance",
    "governance.attestation": "attestations",
}


def opener(kind: str) -> Opener:
    """How tasks of this kind are told."""

    def told(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
        return {
            pk: About(do, of, address(KINDS[kind], house))
            for pk, (house, do, of) in owed(viewer, kind, ids).items()
        }

    return told
