from collections.abc import Collection
from typing import Final
from uuid import UUID

from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.models import ProofTask
from maillon.apps.structures import access as structures
from maillon.kernel.access import AccountViewer

__all__ = ["proof_tasks"]

CHECK: Final = "Vérifier le paiement de l’année"


def proof_tasks(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, int, str]]:
    """Proofs to get in her structures: contract, year, what to do (empty: the whole evidence)."""
    rows = ProofTask.objects.filter(
        pk__in=ids, contract__organization_id__in=structures.read_by(viewer)
    )
    return {one.pk: (one.contract_id, one.year, _do(one.indicator)) for one in rows}


def _do(indicator: str) -> str:
    wish = evidence().wishes.get(indicator)
    return wish.do if wish else CHECK if indicator else ""
