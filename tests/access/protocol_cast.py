"""A tenant's protocols: one in force, signed on paper, shown to a third house; a draft; a run."""

from typing import TYPE_CHECKING

from maillon.apps.protocols.models import ProtocolSignature
from maillon.kernel.access import AccountViewer
from tests.factories.protocols import adopted, draft, shown_to_another, team_template, template_run

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["in_protocols"]


def in_protocols(tenant: "Tenant", by: AccountViewer) -> None:
    """The house of this tenant keeps their keys."""
    where = tenant.world.desk.organization_id
    one = adopted(by, where, scan=True)
    tenant.house.protocol_id = one.pk
    tenant.house.draft_id = draft(by, where, title="Essai brouillon").pk
    signed = ProtocolSignature.objects.filter(version__protocol=one).exclude(digest="").first()
    assert signed is not None
    tenant.house.signature_id = signed.pk
    tenant.house.shown_id = shown_to_another(by, one)[0].pk
    tenant.house.run_id = template_run(by, where).pk
    tenant.house.template_id = team_template(by, one).template_id
