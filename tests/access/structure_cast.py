"""The team of a tenant's structure, and a list its coordinator is bringing in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import report_irritant
from maillon.apps.mediation import actions as mediation
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.access.protocol_cast import in_protocols
from tests.factories.departures import departed
from tests.factories.desk import MORNING
from tests.factories.governing import Governed, governed
from tests.factories.money import (
    budget_line,
    invoice,
    opened_assessment,
    paid_quarter,
    shared,
)
from tests.factories.payer import asked, sent_file
from tests.factories.posts import arranged, invited, noted
from tests.factories.projects import Written, written
from tests.factories.stages import on_its_way
from tests.factories.structures import holding, member, passed_on, proof, rate, sent, under_contract

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["House", "at_home", "opened_to"]


@dataclass
class House:
    """What stands in the team's own rooms."""

    staff_id: UUID = field(default_factory=new_id)
    import_id: UUID = field(default_factory=new_id)
    record_id: UUID = field(default_factory=new_id)
    contract_id: UUID = field(default_factory=new_id)
    fact_id: UUID = field(default_factory=new_id)
    rate_id: UUID = field(default_factory=new_id)
    quarter_id: UUID = field(default_factory=new_id)
    time_id: UUID = field(default_factory=new_id)
    post_id: UUID = field(default_factory=new_id)
    invitation_id: UUID = field(default_factory=new_id)
    succession_id: UUID = field(default_factory=new_id)
    filing_id: UUID = field(default_factory=new_id)
    amount_id: UUID = field(default_factory=new_id)
    handed_id: UUID = field(default_factory=new_id)
    written: Written = field(default_factory=lambda: Written(*(new_id() for _ in range(5))))
    line_id: UUID = field(default_factory=new_id)
    invoice_id: UUID = field(default_factory=new_id)
    protocol_id: UUID = field(default_factory=new_id)
    run_id: UUID = field(default_factory=new_id)
    template_id: UUID = field(default_factory=new_id)
    draft_id: UUID = field(default_factory=new_id)
    signature_id: UUID = field(default_factory=new_id)
    shown_id: UUID = field(default_factory=new_id)
    share_id: UUID = field(default_factory=new_id)
    assessment_id: UUID = field(default_factory=new_id)
    irritant_id: UUID = field(default_factory=new_id)
    file_id: UUID = field(default_factory=new_id)
    departure_id: UUID = field(default_factory=new_id)
    holding_id: UUID = field(default_factory=new_id)
    mediation_id: UUID = field(default_factory=new_id)
    governed: Governed = field(default_factory=Governed)


JUST_NOW = MORNING + timedelta(minutes=19)  # a moment before everybody comes to the door


def at_home(tenant: "Tenant", by: AccountViewer) -> None:
    """One member, a list sent, a proof in a register, a contract, a rate, what is paid."""
    where = tenant.world.desk.organization_id
    tenant.house.staff_id = member(by, where).pk
    tenant.house.import_id = sent(by, where)
    tenant.house.record_id = proof(by, where, "crisis_plan").pk
    tenant.house.contract_id, tenant.house.fact_id = under_contract(by, where)
    tenant.house.rate_id = rate(by, where)
    tenant.house.quarter_id = paid_quarter(by, where)
    tenant.house.time_id = noted(by, where).pk
    tenant.house.post_id = arranged(by, where)
    tenant.house.invitation_id = invited(by, where)
    tenant.house.holding_id = holding(by, where).pk
    tenant.house.departure_id = departed(by, where)
    tenant.house.mediation_id = mediated(tenant, where)
    tenant.house.governed = governed(by, where)
    tenant.house.succession_id = passed_on(by, where, tenant.people["lead"].pk)
    tenant.house.written = written(by, where)
    told = on_its_way(by, where)
    tenant.house.filing_id, tenant.house.amount_id, tenant.house.handed_id = told
    tenant.house.line_id = budget_line(by, where).pk
    tenant.house.invoice_id = invoice(by, tenant.house.line_id).pk
    tenant.house.share_id = shared(by, where, tenant.house.staff_id)
    tenant.house.assessment_id = opened_assessment(by, where)
    tenant.house.irritant_id = report_irritant(
        kind="reaching", minutes=15, frequency="weekly", organization_id=where, by=by, now=JUST_NOW
    )
    in_protocols(tenant, by)


def opened_to(tenant: "Tenant", reader: AccountViewer) -> None:
    """This year's file sent to a reader, who asks about one commitment."""
    by = viewer_of(tenant.people["coordinator"], now=MORNING)
    tenant.house.file_id = sent_file(by, tenant.house.contract_id).pk
    asked(reader, tenant.house.file_id)


def mediated(tenant: "Tenant", where: UUID) -> UUID:
    """The lead of the desk helps the agent and the carer out of a disagreement."""
    agent, lead = tenant.people["agent"], tenant.people["lead"]
    by = viewer_of(agent, now=MORNING)
    one = mediation.open_mediation(
        organization_id=where, mediator_id=lead.pk, subject=tenant.words["mediation_subject"],
        parties=[agent.pk, tenant.people["offered"].pk], by=by, now=MORNING,
    )  # fmt: skip
    mediation.write_note(
        mediation_id=one.pk, words=tenant.words["mediation_note"], by=by, now=MORNING
    )
    return one.pk
