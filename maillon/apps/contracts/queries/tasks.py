from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.models import ProofTask
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Record
from maillon.kernel.access import AccountViewer

__all__ = ["ProofToGet", "proof_tasks"]

CHECK: Final = "Vérifier le paiement de l’année"


@dataclass(frozen=True, slots=True)
class ProofToGet:
    """A proof owed: ``do`` is empty for the whole evidence; ``register``: where a line is written
    whose paper alone is missing.
    """

    contract_id: UUID
    organization_id: UUID
    year: int
    do: str
    register: str


def proof_tasks(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, ProofToGet]:
    """Proofs to get in her structures, by their key."""
    rows = ProofTask.objects.filter(
        pk__in=ids, contract__organization_id__in=structures.read_by(viewer)
    ).select_related("contract")
    unproved = _unproved({one.contract.organization_id for one in rows})
    return {
        one.pk: ProofToGet(
            one.contract_id, one.contract.organization_id, one.year, _do(one.indicator),
            _register(one, unproved),
        )
        for one in rows
    }  # fmt: skip


def _do(indicator: str) -> str:
    wish = evidence().wishes.get(indicator)
    return wish.do if wish else CHECK if indicator else ""


def _unproved(houses: Iterable[UUID]) -> frozenset[tuple[UUID, str]]:
    """Structures and registers where a line waits for its paper."""
    rows = Record.objects.filter(organization_id__in=houses, digest="", withdrawn_at=None)
    return frozenset(rows.order_by().values_list("organization_id", "kind"))


def _register(one: ProofTask, unproved: frozenset[tuple[UUID, str]]) -> str:
    wish = evidence().wishes.get(one.indicator)
    waits = wish is not None and (one.contract.organization_id, wish.register) in unproved
    return wish.register if wish is not None and waits else ""
