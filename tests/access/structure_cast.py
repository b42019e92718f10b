"""The team of a tenant's structure, and a list its coordinator is bringing in."""

from typing import TYPE_CHECKING

from maillon.kernel.access import AccountViewer
from tests.factories.structures import member, proof, rate, sent, under_contract

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["at_home"]


def at_home(tenant: "Tenant", by: AccountViewer) -> None:
    """One member, a list sent, a proof in a register, a contract, a rate."""
    house = tenant.world.desk.organization_id
    tenant.staff_id = member(by, house).pk
    tenant.import_id = sent(by, house)
    tenant.record_id = proof(by, house, "crisis_plan").pk
    tenant.contract_id, tenant.fact_id = under_contract(by, house)
    tenant.rate_id = rate(by, house)
